/**
 * Reads HTTP/1 answers off a connection, cheaply: the generator must cost far less than what it measures. The length
 * found for one head is reused while heads have the same length and start; every answer's status, length and last
 * byte are checked, so a proxy that is fast because it is wrong fails the run.
 */
import { bodyEnd } from '../origin/body.ts'

const lastByte = bodyEnd.charCodeAt(bodyEnd.length - 1)

/** Feed it what arrives; it calls `onAnswer` for every complete, correct answer of `expected` body bytes. */
export function createAnswerReader(expected: number, onAnswer: () => void): (chunk: Buffer) => void {
  let kept: Buffer | undefined
  /** Length of a head that was read in full and announced `expected` bytes. */
  let knownHead = -1
  const answerEnd = (data: Buffer): number | undefined => {
    const headEnd = data.indexOf('\r\n\r\n')
    if (headEnd === -1) return undefined
    const start = headEnd + 4
    // "HTTP/1.1 200": the status is at 9 to 11.
    if (data[9] !== 0x32 || data[10] !== 0x30 || data[11] !== 0x30) fail('status 200', data, headEnd)
    if (headEnd !== knownHead) {
      const head = data.toString('latin1', 0, start).toLowerCase()
      if (head.includes('\r\ntransfer-encoding: chunked\r\n')) return chunkedEnd(data, start, expected)
      if (!head.includes(`\r\ncontent-length: ${expected}\r\n`)) fail(`a body of ${expected} bytes`, data, headEnd)
      knownHead = headEnd
    }
    const end = start + expected
    if (data.length < end) return undefined
    if (data[end - 1] !== lastByte) fail('the body the origin sent', data, headEnd)
    return end
  }
  return (chunk) => {
    let data = kept === undefined ? chunk : Buffer.concat([kept, chunk])
    kept = undefined
    while (data.length > 0) {
      const end = answerEnd(data)
      if (end === undefined) {
        kept = data
        return
      }
      onAnswer()
      data = data.subarray(end)
    }
  }
}

/** RFC 9112 §7.1, without extensions and trailers, which no origin of ours sends. */
function chunkedEnd(data: Buffer, start: number, expected: number): number | undefined {
  let total = 0
  for (let at = start; ;) {
    const line = data.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = Number.parseInt(data.toString('latin1', at, line), 16)
    const next = line + 2 + size + 2
    if (data.length < next) return undefined
    if (size === 0) {
      if (total !== expected) fail(`a body of ${expected} bytes`, data, start - 4)
      return next
    }
    total += size
    at = next
  }
}

function fail(wanted: string, data: Buffer, headEnd: number): never {
  throw new Error(
    `Expected an answer with ${wanted}, got:\n${data.toString('latin1', 0, headEnd + 300).slice(0, 1500)}`,
  )
}
