// @ts-check
/**
 * The shapes of what the API answers and the explorer shows; types alone, no code.
 *
 * @typedef {{label: string, id: string}} NodeKey
 * @typedef {{document: string, year: number | null, annex: number | null, row: number | null, categories: string[]}} TaskFacts
 * @typedef {{label: string, id: string, name: string | null, href: string | null, task?: TaskFacts}} GraphNode
 * @typedef {{quote?: string, locator?: string, rank?: number, inherited?: boolean, printed?: string, also?: unknown,
 *     basis?: string}} Receipt
 * @typedef {{relationship: string, start: NodeKey, finish: NodeKey, edge: Receipt}} GraphEdge
 * @typedef {{relationship: string, direction: "in" | "out", label: string, total: number, limit: number, offset: number,
 *     rest: number, items: {node: GraphNode, edge: Receipt}[]}} Neighbours
 * @typedef {{zh: string, en: string}} Words
 * @typedef {{name: string, type: string, about: Words, required: boolean, default: string | number | boolean | null,
 *     choices: string[]}} Parameter
 * @typedef {{name: string, kind: string, title: Words, description: Words, parameters: Parameter[],
 *     example: Record<string, string | number | boolean>, columns: string[]}} Question
 * @typedef {{view: string, params: URLSearchParams}} Address
 * @typedef {(main: HTMLElement, address: Address) => void | Promise<void>} View
 */
export {};
