/**
 * Reads WebSocket frames as they pass (RFC 6455 §5) and puts messages together: sizes always, payloads up to a cap,
 * unmasked. Nothing is held back from the wire; a frame that breaks the rules ends the reading, not the connection.
 */
import { concat } from './concat.ts'

export type WebSocketMessage = {
  kind: 'text' | 'binary' | 'close' | 'ping' | 'pong'
  /** Payload bytes as sent, masks removed, all fragments together. */
  size: number
  /** The payload's first bytes. */
  data: Uint8Array
  /** Compressed by permessage-deflate (RFC 7692): RSV1 on the first frame. */
  compressed: boolean
}

const kinds: Readonly<Record<number, WebSocketMessage['kind']>> = {
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
}
const none = new Uint8Array(0)
const noParts: Uint8Array[] = []

type Assembly = { kind: WebSocketMessage['kind']; compressed: boolean; size: number; kept: number; parts: Uint8Array[] }

export class FrameReader {
  /** What was wrong with the frames, once something was; nothing is read after it. */
  problem: string | undefined
  readonly #cap: number
  readonly #message: (message: WebSocketMessage) => void
  readonly #room: (size: number) => Uint8Array
  /** Bytes of a header that is not complete: at most 14. */
  #header: Uint8Array = none
  #remaining = 0
  /** The masking key of the frame, when it is masked. */
  readonly #mask = new Uint8Array(4)
  #masked = false
  #maskAt = 0
  #final = false
  #current: Assembly | undefined
  /** A data message between its fragments: control frames may come in between (RFC 6455 §5.4). */
  #data: Assembly | undefined

  /** `cap`: payload bytes kept of each message, in what `room` gives. */
  constructor(
    cap: number,
    message: (message: WebSocketMessage) => void,
    room: (size: number) => Uint8Array = (size) => new Uint8Array(size),
  ) {
    this.#cap = cap
    this.#message = message
    this.#room = room
  }

  feed(chunk: Uint8Array): void {
    let at = 0
    while (at < chunk.length && this.problem === undefined) {
      if (this.#current !== undefined) at = this.#readPayload(chunk, at)
      else at = this.#readHeader(chunk, at)
    }
  }

  #readHeader(chunk: Uint8Array, at: number): number {
    const held = this.#header
    const bytes = held.length === 0 ? chunk : join(held, chunk.subarray(at, at + 14 - held.length))
    const from = held.length === 0 ? at : 0
    const size = headerSize(bytes, from)
    if (size < 0 || bytes.length - from < size) {
      this.#header = copied(bytes.subarray(from, from + 14))
      return chunk.length
    }
    this.#header = none
    const start = at + size - held.length
    const kind = this.#startFrame(bytes, from, size)
    if (this.problem !== undefined) return start
    const compressed = (bytes[from]! & 64) !== 0
    if (kind !== undefined && this.#final && this.#remaining <= Math.min(chunk.length - start, this.#cap))
      return this.#readWhole(chunk, start, kind, compressed)
    if (kind === undefined) this.#current = this.#data
    else this.#current = { kind, compressed, size: 0, kept: 0, parts: noParts }
    if (kind === undefined || kind === 'text' || kind === 'binary') this.#data = this.#current
    if (this.#remaining === 0) this.#endFrame()
    return start
  }

  /** A message of one frame that is here in full, as most are: nothing needs to be put together. */
  #readWhole(chunk: Uint8Array, at: number, kind: WebSocketMessage['kind'], compressed: boolean): number {
    const size = this.#remaining
    this.#remaining = 0
    this.#message({ kind, size, compressed, data: size === 0 ? none : this.#copy(chunk, at, size) })
    return at + size
  }

  /** Takes the header in. The kind of message that begins; undefined for a fragment of the one that is under way. */
  #startFrame(bytes: Uint8Array, from: number, size: number): WebSocketMessage['kind'] | undefined {
    const first = bytes[from]!
    const opcode = first & 15
    const control = opcode >= 8
    const kind = kinds[opcode]
    this.#final = (first & 128) !== 0
    this.#remaining = payloadLength(bytes, from)
    this.#masked = (bytes[from + 1]! & 128) !== 0
    if (this.#masked) for (let i = 0; i < 4; i++) this.#mask[i] = bytes[from + size - 4 + i]!
    this.#maskAt = 0
    if (opcode === 0 ? this.#data === undefined : kind === undefined)
      return this.#fail(`opcode ${opcode} is not expected here`)
    if (control && (!this.#final || this.#remaining > 125))
      return this.#fail('a control frame is fragmented or longer than 125 bytes')
    if (!control && opcode !== 0 && this.#data !== undefined)
      return this.#fail('a new message began inside a fragmented one')
    return kind
  }

  #readPayload(chunk: Uint8Array, at: number): number {
    const end = Math.min(chunk.length, at + this.#remaining)
    const message = this.#current!
    const length = end - at
    const room = this.#cap - message.kept
    if (room > 0) this.#keep(message, chunk, at, Math.min(length, room))
    message.size += length
    this.#maskAt = (this.#maskAt + length) & 3
    this.#remaining -= length
    if (this.#remaining === 0) this.#endFrame()
    return end
  }

  /** In an array of its own: what is read is on its way to the other side and must not change. */
  #copy(chunk: Uint8Array, at: number, length: number): Uint8Array {
    const copy = this.#room(length)
    if (this.#masked) unmask(copy, chunk, at, this.#mask, this.#maskAt)
    else copy.set(length === chunk.length ? chunk : chunk.subarray(at, at + length))
    return copy
  }

  #keep(message: Assembly, chunk: Uint8Array, at: number, length: number): void {
    const copy = this.#copy(chunk, at, length)
    message.kept += length
    // Most messages are one piece, for which a list that grows would hold room for sixteen more.
    if (message.parts.length === 0) message.parts = [copy]
    else message.parts.push(copy)
  }

  #endFrame(): void {
    const message = this.#current!
    this.#current = undefined
    if (!this.#final) return
    if (message === this.#data) this.#data = undefined
    const { kind, size, compressed, parts } = message
    this.#message({
      kind,
      size,
      compressed,
      data: parts.length === 0 ? none : parts.length === 1 ? parts[0]! : concat(parts, message.kept),
    })
  }

  #fail(problem: string): undefined {
    this.problem = problem
    this.#data = undefined
    this.#current = undefined
  }
}

/** Fills `copy` with the bytes from `at` on, four at a time, since this is most of what a message costs. */
function unmask(copy: Uint8Array, bytes: Uint8Array, at: number, mask: Uint8Array, offset: number): void {
  const one = mask[offset & 3]!
  const two = mask[(offset + 1) & 3]!
  const three = mask[(offset + 2) & 3]!
  const four = mask[(offset + 3) & 3]!
  const { length } = copy
  let i = 0
  for (const whole = length & ~3; i < whole; i += 4) {
    copy[i] = bytes[at + i]! ^ one
    copy[i + 1] = bytes[at + i + 1]! ^ two
    copy[i + 2] = bytes[at + i + 2]! ^ three
    copy[i + 3] = bytes[at + i + 3]! ^ four
  }
  for (; i < length; i++) copy[i] = bytes[at + i]! ^ mask[(offset + i) & 3]!
}

/** Bytes of the header, or −1 when its second byte is not here yet. */
function headerSize(bytes: Uint8Array, from: number): number {
  if (bytes.length - from < 2) return -1
  const second = bytes[from + 1]!
  const length = second & 127
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((second & 128) !== 0 ? 4 : 0)
}

function payloadLength(bytes: Uint8Array, from: number): number {
  const length = bytes[from + 1]! & 127
  if (length < 126) return length
  if (length === 126) return (bytes[from + 2]! << 8) | bytes[from + 3]!
  let total = 0
  for (let i = 2; i < 10; i++) total = total * 256 + bytes[from + i]!
  return total
}

/** A true copy: `slice` of a Buffer would be a view, and unmasking it would change what is on its way to the server. */
function copied(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes)
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  return concat([a, b], a.length + b.length)
}
