/**
 * Cuts a WebSocket's bytes into what can be held or dropped without breaking the rest (RFC 6455 §5): whole messages with
 * their payload, control frames, and bytes that only pass. Nothing is lost: the raw bytes of all pieces are the stream.
 */
import { concat } from './concat.ts'

export type Piece =
  | { kind: 'text' | 'binary'; raw: Uint8Array; data: Uint8Array; compressed: boolean }
  /** Pings, pongs and the goodbye. */
  | { kind: 'control'; raw: Uint8Array; close: boolean }
  /** A part of a message over the cap, or what follows a frame that breaks the rules. */
  | { kind: 'bytes'; raw: Uint8Array }

/** A frame's header, read. `size`: its own bytes. */
type Header = {
  size: number
  opcode: number
  final: boolean
  rsv1: boolean
  mask: Uint8Array | undefined
  length: number
}

type Assembly = { kind: 'text' | 'binary'; compressed: boolean; raw: Uint8Array[]; parts: Uint8Array[]; size: number }

const none = new Uint8Array(0)

/** Fragments of a message that is put together: empty ones come under no cap, and there may be millions. */
const mostFragments = 4096

export class FrameSplitter {
  readonly #cap: number
  readonly #take: (piece: Piece) => void
  /** Bytes of a frame that is not here in full, joined only when it can be. */
  #held: Uint8Array[] = []
  #heldBytes = 0
  /** Bytes of the running frame as far as they are known to be needed. */
  #needed = 0
  #message: Assembly | undefined
  /** Payload bytes of the running frame that pass without being looked at. */
  #passing = 0
  /** A message over the cap has more fragments to come. */
  #tooLong = false
  #broken = false

  /** `cap`: the largest payload of a message that is put together. */
  constructor(cap: number, take: (piece: Piece) => void) {
    this.#cap = cap
    this.#take = take
  }

  feed(chunk: Uint8Array): void {
    if (this.#heldBytes + chunk.length < this.#needed) return this.#hold(chunk)
    let rest = this.#join(chunk)
    this.#needed = 0
    while (rest.length > 0) {
      const used = this.#broken ? this.#pass(rest) : this.#passing > 0 ? this.#passPayload(rest) : this.#frame(rest)
      if (used === 0) break
      rest = rest.subarray(used)
    }
    if (rest.length > 0) this.#hold(rest)
  }

  /** What is left when the stream ends inside a frame. */
  flush(): void {
    const message = this.#message
    this.#message = undefined
    for (const raw of message?.raw ?? []) this.#take({ kind: 'bytes', raw })
    const rest = this.#join(none)
    if (rest.length > 0) this.#pass(rest)
  }

  #hold(chunk: Uint8Array): void {
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
  }

  #join(chunk: Uint8Array): Uint8Array {
    if (this.#heldBytes === 0) return chunk
    const joined = concat([...this.#held, chunk], this.#heldBytes + chunk.length)
    this.#held = []
    this.#heldBytes = 0
    return joined
  }

  #pass(raw: Uint8Array): number {
    this.#take({ kind: 'bytes', raw })
    return raw.length
  }

  #passPayload(bytes: Uint8Array): number {
    const raw = bytes.subarray(0, this.#passing)
    this.#passing -= raw.length
    return this.#pass(raw)
  }

  /** Takes one frame; 0 = more of it must come. */
  #frame(bytes: Uint8Array): number {
    const header = readHeader(bytes)
    if (header === undefined) return 0
    if (this.#breaksRules(header)) return this.#break(bytes)
    const { opcode, final, size, length } = header
    if (opcode < 8 && (this.#tooLong || this.#isTooLong(length))) {
      for (const raw of this.#message?.raw ?? []) this.#take({ kind: 'bytes', raw })
      this.#message = undefined
      this.#tooLong = !final
      this.#passing = length
      return this.#pass(bytes.subarray(0, size))
    }
    if (bytes.length < size + length) {
      this.#needed = size + length
      return 0
    }
    const raw = bytes.subarray(0, size + length)
    if (opcode >= 8) this.#take({ kind: 'control', raw, close: opcode === 8 })
    else this.#fragment(header, raw)
    return raw.length
  }

  #isTooLong(more: number): boolean {
    const { size, parts } = this.#message ?? { size: 0, parts: [] }
    return size + more > this.#cap || parts.length >= mostFragments
  }

  #breaksRules({ opcode, final, length }: Header): boolean {
    if (opcode >= 8) return opcode > 10 || !final || length > 125
    const inside = this.#message !== undefined || this.#tooLong
    return opcode > 2 || (opcode === 0) !== inside
  }

  /** From here on nobody can say where frames begin: everything passes as it is. */
  #break(bytes: Uint8Array): number {
    for (const raw of this.#message?.raw ?? []) this.#take({ kind: 'bytes', raw })
    this.#message = undefined
    this.#broken = true
    return this.#pass(bytes)
  }

  #fragment({ opcode, final, rsv1, mask, size }: Header, raw: Uint8Array): void {
    const message = (this.#message ??= {
      kind: opcode === 1 ? 'text' : 'binary',
      compressed: rsv1,
      raw: [],
      parts: [],
      size: 0,
    })
    message.raw.push(raw)
    const payload = unmasked(raw.subarray(size), mask)
    message.parts.push(payload)
    message.size += payload.length
    if (!final) return
    this.#message = undefined
    const { kind, compressed, parts } = message
    const whole = message.raw.length === 1 ? raw : concat(message.raw, total(message.raw))
    const data = parts.length === 1 ? payload : concat(parts, message.size)
    this.#take({ kind, compressed, raw: whole, data })
  }
}

/** Undefined when it is not here in full. */
function readHeader(bytes: Uint8Array): Header | undefined {
  if (bytes.length < 2) return undefined
  const [first, second] = [bytes[0]!, bytes[1]!]
  const short = second & 127
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0
  const masked = (second & 128) !== 0
  const size = 2 + extended + (masked ? 4 : 0)
  if (bytes.length < size) return undefined
  let length = extended === 0 ? short : 0
  for (let i = 0; i < extended; i++) length = length * 256 + bytes[2 + i]!
  const mask = masked ? bytes.slice(size - 4, size) : undefined
  return { size, opcode: first & 15, final: (first & 128) !== 0, rsv1: (first & 64) !== 0, mask, length }
}

/** Always a copy: what is read is on its way to the other side and must not change. */
function unmasked(payload: Uint8Array, mask: Uint8Array | undefined): Uint8Array {
  const copy = new Uint8Array(payload)
  if (mask !== undefined) for (let i = 0; i < copy.length; i++) copy[i]! ^= mask[i & 3]!
  return copy
}

function total(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0)
}
