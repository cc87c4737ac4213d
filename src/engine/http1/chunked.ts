/** The chunked decoder (RFC 9112 §7.1): bytes in, data and trailers out, strict about sizes and line ends. */
import type { Fields } from '../../model/message.ts'
import { CR, LF } from './characters.ts'
import { parseTrailers } from './head.ts'
import { Malformed } from './malformed.ts'

export interface ChunkedOwner {
  chunkData(data: Buffer): void
  chunkEnd(trailers: Fields | undefined): void
}

const SIZE = 0
const DATA = 1
const DATA_END = 2
const TRAILERS = 3

/** Longest size line with its extensions; longest trailer section. */
const maxLine = 4096
const maxTrailers = 65_536

export class ChunkedDecoder {
  readonly #owner: ChunkedOwner
  readonly #fieldCount: number
  #state = SIZE
  #remaining = 0
  #held = ''

  constructor(owner: ChunkedOwner, fieldCount: number) {
    this.#owner = owner
    this.#fieldCount = fieldCount
  }

  /** Decodes from `at`; returns the offset after the last chunk's end, or −1 when more bytes are needed. Throws Malformed. */
  feed(bytes: Buffer, at: number): number {
    while (at < bytes.length) {
      switch (this.#state) {
        case SIZE:
          at = this.#readSize(bytes, at)
          break
        case DATA: {
          const end = Math.min(bytes.length, at + this.#remaining)
          this.#remaining -= end - at
          this.#owner.chunkData(bytes.subarray(at, end))
          at = end
          if (this.#remaining === 0) this.#state = DATA_END
          break
        }
        case DATA_END:
          at = this.#readDataEnd(bytes, at)
          break
        default: {
          const end = this.#readTrailers(bytes, at)
          if (end < 0) return -1
          return end
        }
      }
    }
    return -1
  }

  #readSize(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(LF, at)
    const line = this.#held + bytes.toString('latin1', at, end < 0 ? bytes.length : end)
    if (line.length > maxLine) throw new Malformed(`Expected a chunk size line of at most ${maxLine} bytes, got more`)
    if (end < 0) {
      this.#held = line
      return bytes.length
    }
    this.#held = ''
    this.#remaining = parseSize(line)
    this.#state = this.#remaining === 0 ? TRAILERS : DATA
    return end + 1
  }

  #readDataEnd(bytes: Buffer, at: number): number {
    const expected = this.#held === '' ? CR : LF
    if (bytes[at] !== expected)
      throw new Malformed(`Expected CRLF after the chunk's data, got 0x${bytes[at]!.toString(16).padStart(2, '0')}`)
    this.#held = expected === CR ? '\r' : ''
    if (expected === LF) this.#state = SIZE
    return at + 1
  }

  #readTrailers(bytes: Buffer, at: number): number {
    // The section ends with an empty line: CRLF at once, or CRLFCRLF after the last field.
    const before = this.#held.length
    const text = this.#held + bytes.toString('latin1', at, Math.min(bytes.length, at + maxTrailers + 1))
    // What was held has been searched already, but for an end that is split between reads.
    const found = text.startsWith('\r\n') ? -2 : text.indexOf('\r\n\r\n', Math.max(0, before - 3))
    const end = found === -1 ? -1 : found + 4
    if (end > maxTrailers || (end < 0 && text.length > maxTrailers)) {
      throw new Malformed(`Expected trailers of at most ${maxTrailers} bytes, got more`)
    }
    if (end < 0) {
      if (hasBareLf(text, before)) throw new Malformed('Expected CRLF after a trailer line, got a bare LF')
      this.#held = text
      return -1
    }
    const trailers = parseTrailers(text.slice(0, end), this.#fieldCount)
    this.#held = ''
    this.#state = SIZE
    this.#owner.chunkEnd(trailers.length === 0 ? undefined : trailers)
    return at + end - before
  }
}

function hasBareLf(text: string, from: number): boolean {
  for (let at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) !== CR) return true
  }
  return false
}

function parseSize(line: string): number {
  if (line.charCodeAt(line.length - 1) !== CR) throw new Malformed('Expected CRLF after the chunk size, got a bare LF')
  let at = 0
  let size = 0
  for (;;) {
    const value = hexValue(line.charCodeAt(at))
    if (value < 0) break
    size = size * 16 + value
    if (++at > 13) throw new Malformed('Expected a chunk size of at most 13 hex digits, got more')
  }
  if (at === 0) throw new Malformed(`Expected a chunk size in hex, got ${JSON.stringify(line.slice(0, 20))}`)
  checkExtension(line, at)
  return size
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const quoted = '"(?:[\\t !#-[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*"'
/** RFC 9112 §7.1.1. */
const extensions = new RegExp(`^(?:[ \\t]*;[ \\t]*${token}(?:[ \\t]*=[ \\t]*(?:${token}|${quoted}))?)*$`)

/** Extensions end here, but one that another reader would take for something else is a sign of smuggling. */
function checkExtension(line: string, from: number): void {
  const end = line.length - 1
  if (from === end) return
  const text = line.slice(from, end)
  if (extensions.test(text)) return
  throw new Malformed(
    `Expected CRLF or ";" and an extension after the chunk size, got ${JSON.stringify(text.slice(0, 20))}`,
  )
}

function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 97 && code <= 102) return code - 87
  if (code >= 65 && code <= 70) return code - 55
  return -1
}
