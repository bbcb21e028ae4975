// @ts-check
/** The API as the explorer asks it: answers as data, problems as errors with the words of the service. */

import { h, save } from "./dom.js";
import { language, t } from "./words.js";

const KEY = "zerentu.key";
const MOST_KEPT = 200;
/** Answers of this visit, so that going back asks nothing; the service's cache stands behind. @type {Map<string, Promise<any>>} */
const kept = new Map();

/** What the service says of a request that it cannot answer. */
export class ApiProblem extends Error {
  /** @param {number} status @param {{title?: string, detail?: string}} problem */
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
  }
}

/** Return what a problem says; what asks for a key, and an error of ours, goes on to the page. @param {unknown} error */
export function toldOf(error) {
  if (!(error instanceof ApiProblem) || [401, 403].includes(error.status)) throw error;
  return error.message;
}

/** Say whether what was asked for is not in the graph. @param {unknown} error */
export function isGone(error) {
  return error instanceof ApiProblem && [404, 422].includes(error.status);
}

/** Return the key that writes are signed with, for this tab only. */
export function apiKey() {
  return sessionStorage.getItem(KEY) ?? "";
}

/** Keep a key until the tab is closed. @param {string} key */
export function keepKey(key) {
  sessionStorage.setItem(KEY, key.trim());
  kept.clear();
}

/** Forget what was answered: the graph has changed. */
export function forgetAnswers() {
  kept.clear();
}

/**
 * Return the path with its parameters; null, undefined and empty ones are left out.
 *
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} [params]
 */
export function addressOf(path, params = {}) {
  const given = Object.entries(params).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query ? `${path}?${query}` : path;
}

/** Return the path of a node. @param {string} list @param {string} id */
export function pathOf(list, id) {
  return `/${list}/${encodeURIComponent(id)}`;
}

/**
 * Return what a GET answers.
 *
 * @param {string} path
 * @param {Record<string, string | number | boolean | null | undefined>} [params]
 * @returns {Promise<any>}
 */
export function get(path, params) {
  const address = addressOf(path, params);
  const found = kept.get(address);
  if (found) return found;
  const answer = send(address, { method: "GET" });
  kept.set(address, answer);
  answer.catch(() => kept.delete(address));
  if (kept.size > MOST_KEPT) kept.delete(/** @type {string} */ (kept.keys().next().value));
  return answer;
}

/**
 * Return a link to a file of the service. A link alone would carry no key: where one is kept, the file is fetched with it.
 *
 * @param {string} address @param {string} name - what the file is saved as @param {string} text
 */
export function fileLink(address, name, text) {
  const fetched = async (/** @type {Event} */ event) => {
    if (!apiKey()) return;
    event.preventDefault();
    const answer = await fetch(address, { headers: { Authorization: `Bearer ${apiKey()}` } });
    if (!answer.ok) throw new ApiProblem(answer.status, await answer.json().catch(() => ({})));
    save(name, await answer.blob());
  };
  return h("a", { class: "button", href: address, download: name, onclick: fetched }, text);
}

/**
 * Send a request and return what is answered.
 *
 * @param {string} address
 * @param {RequestInit} request
 */
export async function send(address, request) {
  const headers = new Headers(request.headers);
  headers.set("Accept-Language", language());
  if (apiKey()) headers.set("Authorization", `Bearer ${apiKey()}`);
  const answer = await fetch(address, { ...request, headers }).catch(() => {
    throw new ApiProblem(0, { detail: t("failure.offline") });
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ApiProblem(answer.status, body);
  return body;
}
