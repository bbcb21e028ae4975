// @ts-check
/** Sending a document to the service: to be read only, or to be loaded, which a job tells about until it has ended. */

import { ApiProblem, addressOf, forgetAnswers, send } from "./client.js";

/** @typedef {Record<string, string>} Facts */
/** @typedef {{id: string, state: string, progress: {done: number, of: number}, result: any, problem: any}} Job */

const PAUSE = 700;
const ENDED = ["done", "failed", "interrupted"];

/** Return what the service reads from a file; nothing is written. @param {File} file @param {Facts} facts @returns {Promise<any>} */
export function readFile(file, facts) {
  return send(addressOf("/documents", { dry_run: "true", ...facts }), { method: "POST", body: formOf(file) });
}

/**
 * Load a file and return what was written.
 *
 * @param {File} file @param {Facts} facts
 * @param {(job: Job) => void} tell - is given the job whenever it was asked for
 */
export async function loadFile(file, facts, tell) {
  let job = await send(addressOf("/documents", facts), { method: "POST", body: formOf(file), headers: { Prefer: "respond-async" } });
  // A service that had ended before it could answer with a job says what it wrote.
  if (job.outcome) return finished(job);
  tell(job);
  while (!ENDED.includes(job.state)) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    job = await send(`/jobs/${encodeURIComponent(job.id)}`, { method: "GET" });
    tell(job);
  }
  if (job.state !== "done") throw new ApiProblem(job.problem?.status ?? 500, job.problem ?? {});
  return finished(job.result);
}

/** @param {any} result */
function finished(result) {
  forgetAnswers();
  return result;
}

/** @param {File} file */
function formOf(file) {
  const form = new FormData();
  form.append("file", file);
  return form;
}
