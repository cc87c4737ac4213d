/** The body of a message as a script sees it: asked for when it is wanted, and replaced by setting it. */
import { shown } from './headers.ts'
import type { Content } from './protocol.ts'

/** Bytes of a body that a script may put in place of another. */
export const largestBody = 64 * 1024 * 1024

export class ContentOf {
  readonly #ask: () => Promise<Content>
  #asked: Promise<Content> | undefined
  body: string | Uint8Array | undefined = undefined

  constructor(ask: () => Promise<Content>) {
    this.#ask = ask
  }

  async bytes(): Promise<Uint8Array> {
    if (this.body !== undefined) return bytesOf(this.body, 'body')
    const content = await (this.#asked ??= this.#ask())
    if ('problem' in content) throw new Error(`The body cannot be read: ${content.problem}`)
    return content.bytes
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes())
  }

  async json<Value = unknown>(): Promise<Value> {
    return JSON.parse(await this.text()) as Value
  }
}

/** @throws TypeError when it is no body, or more of one than we take */
export function bytesOf(value: unknown, what: string): Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array))
    throw new TypeError(`Expected ${what} to be a text or a Uint8Array, got ${shown(value)}`)
  // A text has at least a byte per character: what is too long is not even encoded.
  const bytes = value.length > largestBody || typeof value !== 'string' ? value : new TextEncoder().encode(value)
  if (bytes.length > largestBody || typeof bytes === 'string')
    throw new TypeError(`Expected ${what} of at most 64 MiB, got one of ${bytes.length} bytes`)
  return bytes
}
