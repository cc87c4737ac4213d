/** A body into an outlet, no faster than the outlet takes it; decoded first when that is wanted. */
import { decodeBody } from '../../../content/decode.ts'
import type { Decoded } from '../../../content/decode.ts'
import type { Body, Failure } from '../../../model/message.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Outlet } from './outlet.ts'

/** Bytes under way to the outlet before the server is asked to wait. */
const ahead = 256 * 1024

/** Bytes of a body that is decoded, before and after. */
const maxDecoded = 256 * 1024 * 1024

/** How it ended early, if it did: by the network, or by the outlet. */
export type Broken = { failure: Failure } | { error: Error }

export function pour(body: Body, outlet: Pick<Outlet, 'body'>): Promise<Broken | undefined> {
  return new Promise((resolve) => {
    let waiting = 0
    let ended = false
    let end: Broken | undefined
    const finish = (broken?: Broken) => {
      ended = true
      end ??= broken
      if (waiting === 0) resolve(end)
    }
    body.pipe({
      write(chunk) {
        if (ended) return true
        waiting += chunk.length
        outlet.body(chunk, (error) => {
          waiting -= chunk.length
          if (error && end === undefined) {
            if (!ended) body.cancel()
            end = { error }
            ended = true
          }
          if (ended) finish()
          else if (waiting < ahead) body.resume()
        })
        return waiting < ahead
      },
      end: () => finish(),
      fail: (failure) => finish({ failure }),
    })
  })
}

/** All of a body. */
export function collect(body: Body, limit = Infinity): Promise<{ chunks: Uint8Array[]; broken?: Broken }> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = []
    let size = 0
    body.pipe({
      write(chunk) {
        size += chunk.length
        if (size <= limit) chunks.push(chunk)
        else {
          body.cancel()
          const message = `Expected at most ${limit} bytes to decode, got more.`
          resolve({
            chunks,
            broken: { error: new MiddleboxError('output_failed', message, 'Without --decoded any size will do.') },
          })
        }
        return true
      },
      end: () => resolve({ chunks }),
      fail: (failure) => resolve({ chunks, broken: { failure } }),
    })
  })
}

const problems: Record<NonNullable<Decoded['problem']>, string> = {
  cut: `its first ${maxDecoded} bytes`,
  truncated: 'an encoded body that ends too early',
  corrupt: 'an encoded body that is broken',
  unknown: 'a coding unknown here, and left the body as it is',
}

/** Pours what the body says under its Content-Encoding, as much as can be read. */
export async function pourDecoded(
  body: Body,
  encoding: string,
  outlet: Pick<Outlet, 'body'>,
): Promise<Broken | undefined> {
  const { chunks, broken } = await collect(body, maxDecoded)
  const { bytes, problem } = decodeBody(chunks, encoding, maxDecoded)
  const written = await new Promise<Error | null | undefined>((resolve) => outlet.body(bytes, resolve))
  if (broken ?? written) return broken ?? { error: written! }
  if (problem === undefined) return undefined
  const message = `Expected a body in ${JSON.stringify(encoding)}, got ${problems[problem]}.`
  return { error: new MiddleboxError('output_failed', message, '') }
}
