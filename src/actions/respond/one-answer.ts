/** One answer of `respond`, whatever its body is made from. */
import { Buffer } from 'node:buffer'
import { contentTypeOf } from '../../kit/content-type.ts'
import { Fresh } from '../../kit/fresh.ts'
import { readBytes } from '../../kit/files.ts'
import type { Problem } from '../action.ts'
import type { AttributeTable } from '../attribute.ts'
import { type AnswerValues, type Answering, answerWith, failedAnswer, headFor } from './answer.ts'
import { prepareRecorded, recordedProblem } from './recorded.ts'
import { isTemplateFile, prepareTemplate, templateFileProblem } from './template.ts'

export const answerAttributes = {
  status: { kind: 'integer', min: 200, max: 599, summary: 'the status; 200 when not given' },
  reason: { kind: 'text', summary: 'the reason phrase; the usual one when not given' },
  headers: { kind: 'fields', summary: 'header fields; Content-Type and Content-Length are made when not given' },
  body: { kind: 'text', summary: 'the body as text' },
  json: { kind: 'json', summary: 'the body as a JSON value' },
  file: {
    kind: 'path',
    must: 'file',
    summary: 'a file that holds the body; one that ends in .hbs is a template, and the header values with it',
  },
  template: { kind: 'template', summary: 'the body as a template; the header values are templates too' },
  exchange: { kind: 'entry', summary: 'a recorded answer: file.har#2 by its number, file.har#id by its `_id`' },
} as const satisfies AttributeTable

const sources = ['body', 'json', 'file', 'template', 'exchange'] as const

export function checkAnswer(values: AnswerValues): string | undefined {
  const given = sources.filter((name) => values[name] !== undefined)
  if (given.length > 1) return `Expected one of ${sources.join(', ')}, got ${given.join(' and ')}`
  const own = (['status', 'reason', 'headers'] as const).filter((name) => values[name] !== undefined)
  return values.exchange !== undefined && own.length > 0
    ? `Expected exchange alone, which has its own ${own.join(' and ')}, got both`
    : undefined
}

export async function answerProblem({ file, exchange }: AnswerValues): Promise<Problem | undefined> {
  if (exchange !== undefined) return recordedProblem(exchange)
  return file !== undefined && isTemplateFile(file) ? templateFileProblem(file) : undefined
}

export function explainAnswer({ status = 200, body, json, file, template, exchange }: AnswerValues): string {
  if (exchange !== undefined) return `answer as recorded in ${exchange}`
  const what =
    json !== undefined
      ? ' with JSON'
      : file !== undefined
        ? ` with the ${isTemplateFile(file) ? 'template' : 'file'} ${file}`
        : template !== undefined
          ? ' with a template'
          : body
            ? ' with a text'
            : ''
  return `answer ${status}${what}`
}

export function drawsAnswer({ template, file }: AnswerValues): boolean {
  return template !== undefined || (file !== undefined && isTemplateFile(file))
}

export function prepareAnswer(values: AnswerValues): Answering {
  const { body, json, file, exchange } = values
  if (exchange !== undefined) return prepareRecorded(exchange)
  if (drawsAnswer(values)) return prepareTemplate(values)
  if (file !== undefined) return prepareFile(values, file)
  const bytes = Buffer.from(json === undefined ? (body ?? '') : JSON.stringify(json))
  const type = json !== undefined ? 'application/json' : body && 'text/plain; charset=utf-8'
  const head = headFor(values, bytes.length, type)
  return () => answerWith(head, bytes)
}

/** Files that are larger are read for each answer and not kept. */
const largest = 1024 * 1024

function prepareFile(values: AnswerValues, file: string): Answering {
  const type = contentTypeOf(file)
  const make = async () => {
    const bytes = await readBytes(file)
    return { bytes, head: headFor(values, bytes.length, type) }
  }
  const fresh = new Fresh(file, make, ({ bytes }) => bytes.length <= largest)
  return (_request, tools) => {
    const found = fresh.get()
    if (!(found instanceof Promise)) return answerWith(found.head, found.bytes)
    return found.then(
      ({ head, bytes }) => answerWith(head, bytes),
      (error: unknown) => failedAnswer(tools, `cannot answer with ${file}`, error),
    )
  }
}
