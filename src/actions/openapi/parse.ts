/** The text of an OpenAPI document as a value: JSON at once, YAML by its parser, which takes its time with large ones. */
import { LineCounter, parse, parseDocument } from 'yaml'
import type { Problem } from '../action.ts'

/** Thrown with the place in the file. */
export class ParseProblem extends Error {
  readonly problem: Omit<Problem, 'file'>

  constructor(problem: Omit<Problem, 'file'>) {
    super(problem.message)
    this.problem = problem
  }
}

export function isJsonText(text: string): boolean {
  return /^\ufeff?\s*\{/.test(text.slice(0, 1000))
}

/** @throws ParseProblem */
export function parseText(text: string): unknown {
  if (isJsonText(text)) {
    try {
      return JSON.parse(text.replace(/^\ufeff/, '')) as unknown
    } catch {
      // It may be YAML that begins with a brace; else the YAML parser says where it is wrong.
    }
  }
  try {
    return parse(text, { maxAliasCount: 1000, prettyErrors: true, logLevel: 'error' }) as unknown
  } catch (error) {
    const { message, linePos } = error as Error & { linePos?: readonly { line: number; col: number }[] }
    const [place] = linePos ?? []
    throw new ParseProblem({
      message: `Expected YAML or JSON, got a mistake: ${message.split(/ at line|\n/)[0]!.replace(/\.$/, '')}`,
      ...(place && { line: place.line, column: place.col }),
    })
  }
}

/** Where a value stands in the text; undefined when it cannot be told. */
export function placeOf(
  text: string,
  path: readonly (string | number)[],
): { line: number; column: number } | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' })
  for (let length = path.length; length >= 0; length--) {
    const node =
      length === 0
        ? document.contents
        : (document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined)
    if (node?.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
  }
  return undefined
}
