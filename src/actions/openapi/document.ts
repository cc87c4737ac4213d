/** An OpenAPI 3 document, read from its file: a large one in a thread, so that the traffic goes on meanwhile. */
import { systemClock } from '../../kit/clock.ts'
import { readText } from '../../kit/files.ts'
import { work } from '../../kit/work.ts'
import { moduleBeside } from '../../kit/worker.ts'
import { checkedDocument } from './checked.ts'
import { type JsonObject, objectOf, textAt } from './json.ts'
import { ParseProblem } from './parse.ts'

export type ApiDocument = { root: JsonObject; version: '3.0' | '3.1' }

/** Characters from which on a thread is worth its start: YAML of that size takes about 100 ms. */
const large = 100_000
/** ms until a thread is given up. */
const patience = 60_000

/** @throws ParseProblem, Node's errors */
export async function loadDocument(file: string): Promise<ApiDocument> {
  const text = await readText(file)
  const value = text.length < large ? checkedDocument(text) : await checkedElsewhere(text)
  return { root: objectOf(value)!, version: textAt(value, 'openapi')!.startsWith('3.0') ? '3.0' : '3.1' }
}

async function checkedElsewhere(text: string): Promise<unknown> {
  const thread = moduleBeside(import.meta.url, './parse-thread')
  const { json, problem } = (await work(thread, text, patience, systemClock)) as {
    json?: string
    problem?: ParseProblem['problem']
  }
  if (problem !== undefined) throw new ParseProblem(problem)
  return JSON.parse(json ?? 'null') as unknown
}
