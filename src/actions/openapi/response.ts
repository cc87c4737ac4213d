/** The answer that an operation describes: which response, which media type, which example. */
import { Buffer } from 'node:buffer'
import { getField } from '../../kit/fields.ts'
import type { Fields } from '../../model/message.ts'
import type { Verdict } from '../../model/verdict.ts'
import { answerWith, headFor } from '../respond/answer.ts'
import type { ApiDocument } from './document.ts'
import { type JsonObject, memberOf, objectOf, resolved } from './json.ts'
import { chooseType, isJsonType, isXmlType } from './media-type.ts'
import type { Operation } from './operations.ts'
import { wishesOf } from './prefer.ts'
import { problemAnswer } from './problem.ts'
import { sampleOf } from './sample.ts'

export class Responses {
  readonly #document: ApiDocument
  /** Made once: the same wish gets the same answer. */
  readonly #made = new Map<JsonObject, Map<string, () => Verdict>>()

  constructor(document: ApiDocument) {
    this.#document = document
  }

  answer({ operation }: Operation, fields: Fields): Verdict {
    const { code, example } = wishesOf(fields)
    const accept = getField(fields, 'accept')
    const key = `${code ?? ''} ${example ?? ''} ${accept ?? ''}`
    const known = this.#made.get(operation)?.get(key)
    if (known !== undefined) return known()
    const make = this.#make(operation, code, example, accept)
    const kept = this.#made.get(operation) ?? new Map<string, () => Verdict>()
    // Clients choose the key: they must not fill the memory.
    if (kept.size >= 100) kept.clear()
    this.#made.set(operation, kept.set(key, make))
    return make()
  }

  #make(operation: JsonObject, code: string | undefined, example: string | undefined, accept: string | undefined) {
    const chosen = chooseResponse(objectOf(operation['responses']) ?? {}, code)
    if (chosen === undefined) {
      const detail =
        code === undefined
          ? 'The document has no response for this operation'
          : `Requested status code ${code} is not defined in the document.`
      return () => problemAnswer(404, 'NOT_FOUND', 'The server cannot find the requested content', detail)
    }
    const { status } = chosen
    const response = objectOf(resolved(this.#document.root, chosen.response)) ?? {}
    const content = objectOf(response['content']) ?? {}
    const headers = this.#headers(response)
    if (Object.keys(content).length === 0) return ready(status, headers, Buffer.alloc(0))
    const type = chooseType(Object.keys(content), accept)
    if (type === undefined)
      return () =>
        problemAnswer(
          406,
          'NOT_ACCEPTABLE',
          'The server cannot produce a representation for your accept header',
          `The document has ${Object.keys(content).join(', ')}`,
        )
    const value = this.#value(objectOf(content[type]) ?? {}, type, example)
    if (value === missing)
      return () =>
        problemAnswer(
          404,
          'NOT_FOUND',
          'The server cannot find the requested content',
          `Response for contentType: ${type} and exampleKey: ${example} does not exist.`,
        )
    const bytes = Buffer.from(typeof value === 'string' && !isJsonType(type) ? value : (JSON.stringify(value) ?? ''))
    return ready(status, headers, bytes, type.includes('*') ? 'application/octet-stream' : type)
  }

  /** Examples first, then what the schema says. */
  #value(media: JsonObject, type: string, wish: string | undefined): unknown {
    const { root } = this.#document
    const examples = objectOf(media['examples']) ?? {}
    if (wish !== undefined) {
      const wished = memberOf(resolved(root, memberOf(examples, wish)), 'value')
      return wished === undefined ? missing : wished
    }
    if (media['example'] !== undefined) return media['example']
    for (const one of Object.values(examples)) {
      const value = memberOf(resolved(root, one), 'value')
      if (value !== undefined) return value
    }
    return sampleOf(this.#document, media['schema'], isXmlType(type) ? 'xml' : 'json')
  }

  #headers(response: JsonObject): [string, string][] {
    return Object.entries(objectOf(response['headers']) ?? {}).flatMap(([name, given]): [string, string][] => {
      // OpenAPI 3.1 §4.8.17.1: Content-Type is told by the media types.
      if (/^content-(type|length)$/i.test(name) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return []
      const header = objectOf(resolved(this.#document.root, given)) ?? {}
      const value = header['example'] ?? sampleOf(this.#document, header['schema'], 'json')
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string)
      return value === null || value === undefined || /[^\x20-\x7e]/.test(text) ? [] : [[name, text]]
    })
  }
}

const missing = Symbol('missing')

function ready(
  status: number,
  headers: readonly (readonly [string, string])[],
  bytes: Buffer,
  type?: string,
): () => Verdict {
  const head = headFor({ status, headers }, bytes.length, type)
  return () => answerWith(head, bytes)
}

/** The one wished for; else the lowest success, then `default`, then the lowest of all. */
function chooseResponse(
  responses: JsonObject,
  wish: string | undefined,
): { status: number; response: unknown } | undefined {
  const codes = Object.keys(responses).toSorted()
  if (wish !== undefined) {
    const code =
      codes.find((one) => one === wish) ??
      codes.find((one) => /^[1-5]XX$/i.test(one) && one[0] === wish[0] && /^\d{3}$/.test(wish)) ??
      (/^[2-5]\d\d$/.test(wish) ? codes.find((one) => one === 'default') : undefined)
    const status = Number(wish)
    return code === undefined || !(status >= 200 && status <= 599) ? undefined : { status, response: responses[code] }
  }
  const code =
    codes.find((one) => /^2\d\d$/.test(one)) ??
    codes.find((one) => /^2XX$/i.test(one)) ??
    codes.find((one) => one === 'default') ??
    codes.find((one) => /^[3-5](\d\d|XX)$/i.test(one))
  if (code === undefined) return undefined
  return { status: code === 'default' ? 200 : Number(code.replace(/XX/i, '00')), response: responses[code] }
}
