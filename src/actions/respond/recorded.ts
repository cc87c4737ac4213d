/** A recorded answer: the response of one entry of a HAR file, whatever tool wrote it. */
import { Buffer } from 'node:buffer'
import { Fresh } from '../../kit/fresh.ts'
import { readText } from '../../kit/files.ts'
import { reasons } from '../../kit/reasons.ts'
import type { ResponseHead } from '../../model/message.ts'
import type { Problem } from '../action.ts'
import { type Answering, answerWith, failedAnswer, headFor } from './answer.ts'
import { LastGood } from './last-good.ts'

type Recorded = { head: ResponseHead; bytes: Buffer }

/** `file.har#2` by its number from 1, or `file.har#id` by its `_id`; without `#`, the first. */
export function splitEntry(exchange: string): { file: string; entry: string } {
  const at = exchange.lastIndexOf('#')
  return at < 0 ? { file: exchange, entry: '1' } : { file: exchange.slice(0, at), entry: exchange.slice(at + 1) }
}

export async function recordedProblem(exchange: string): Promise<Problem | undefined> {
  const { file, entry } = splitEntry(exchange)
  try {
    readEntry(await readText(file), entry)
    return undefined
  } catch (error) {
    const { message } = error as Error
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? []
    if (line !== undefined)
      return {
        message: `Expected the JSON of a HAR file, got ${message}`,
        file,
        line: Number(line),
        column: Number(column),
      }
    return { message, file }
  }
}

export function prepareRecorded(exchange: string): Answering {
  const { file, entry } = splitEntry(exchange)
  const fresh = new Fresh(file, async () => readEntry(await readText(file), entry))
  const current = new LastGood(exchange, fresh)
  const answer = ({ head, bytes }: Recorded) => answerWith(head, bytes)
  return (_request, tools) => {
    const found = current.get(tools)
    if (!(found instanceof Promise)) return answer(found)
    return found.then(answer, (error: unknown) => failedAnswer(tools, `cannot answer with ${exchange}`, error))
  }
}

/** @throws Error "Expected …, got …" */
function readEntry(text: string, wanted: string): Recorded {
  const entries = member(member(JSON.parse(text.replace(/^\ufeff/, '')), 'log'), 'entries')
  if (!Array.isArray(entries)) throw new Error('Expected a HAR file with log.entries, got none')
  const named = entries.find((one) => member(one, '_id') === wanted || member(one, 'id') === wanted) as unknown
  const entry: unknown = named ?? (/^\d+$/.test(wanted) ? entries[Number(wanted) - 1] : undefined)
  if (entry === undefined) throw new Error(`Expected entry ${wanted}, got ${entries.length} entries without it`)
  const response = member(entry, 'response')
  const status = Number(member(response, 'status'))
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new Error(
      `Expected a recorded response in entry ${wanted}, got ${status > 0 ? `the status ${status}` : 'none'}`,
    )
  const bytes = contentOf(member(response, 'content'))
  const reason = member(response, 'statusText')
  return {
    bytes,
    head: headFor(
      {
        status,
        reason: typeof reason === 'string' && reason !== '' ? clean(reason) : (reasons[status] ?? ''),
        headers: headersOf(member(response, 'headers')),
      },
      bytes.length,
    ),
  }
}

/** HAR holds the content decoded and in one piece, so what told of its coding and framing is left out. */
const untrue = /^(content-encoding|transfer-encoding|content-length|connection|keep-alive|trailer)$/i

function headersOf(headers: unknown): [string, string][] {
  return (Array.isArray(headers) ? headers : []).flatMap((header: unknown): [string, string][] => {
    const name = member(header, 'name')
    const value = member(header, 'value')
    if (typeof name !== 'string' || !/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || untrue.test(name)) return []
    // Some tools join several Set-Cookie lines with line ends.
    const values = typeof value === 'string' ? value.split('\n') : [String(value as number)]
    return values.map((one) => [name, clean(one)])
  })
}

function contentOf(content: unknown): Buffer {
  const text = member(content, 'text')
  if (typeof text !== 'string') return Buffer.alloc(0)
  return Buffer.from(text, member(content, 'encoding') === 'base64' ? 'base64' : 'utf8')
}

/** As bytes, in one line. */
function clean(text: string): string {
  return Buffer.from(text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim()).toString('latin1')
}

function member(of: unknown, key: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string, unknown>)[key]
    : undefined
}
