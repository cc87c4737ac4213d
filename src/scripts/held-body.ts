/** A body that a script may look at: collected when it is asked for, and passed on as if nobody had looked. */
import { Buffer } from 'node:buffer'
import { collectBody } from '../kit/collect-body.ts'
import { getField, listMembers } from '../kit/fields.ts'
import type { Codec } from '../kit/rewrite-body.ts'
import type { Body, Fields } from '../model/message.ts'
import type { Content } from './protocol.ts'

/** Bytes of a body that a script may ask for. */
const largest = 16 * 1024 * 1024

export class HeldBody {
  body: Body
  /** Its bytes as they came; undefined when they are not all here. */
  came: Uint8Array | undefined
  readonly #fields: Fields
  readonly #codec: Codec
  #content: Promise<Content> | undefined

  constructor(body: Body, fields: Fields, codec: Codec) {
    this.body = body
    if (body.length === 0) this.came = new Uint8Array(0)
    this.#fields = fields
    this.#codec = codec
  }

  content(): Promise<Content> {
    return (this.#content ??= this.#collect())
  }

  async #collect(): Promise<Content> {
    const { body } = this
    if (body.length !== null && body.length > largest) return { problem: 'it is larger than 16 MiB' }
    if (/^text\/event-stream\b/i.test(getField(this.#fields, 'content-type') ?? ''))
      return { problem: 'it is a stream of events, which may have no end' }
    const collecting = collectBody(body, largest)
    const { chunks, size, complete, body: again } = await collecting
    this.body = again
    if (!complete) return { problem: size >= largest ? 'it is larger than 16 MiB' : 'it broke off' }
    const bytes = (this.came = Buffer.concat(chunks))
    const coding = listMembers(this.#fields, 'content-encoding')
      .filter((name) => name.toLowerCase() !== 'identity')
      .join(', ')
    const content = coding === '' ? bytes : this.#codec.decode(bytes, coding)
    return content === undefined ? { problem: `its content coding ${coding} cannot be undone` } : { bytes: content }
  }
}
