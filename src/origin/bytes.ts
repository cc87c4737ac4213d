/** `/bytes/N`: as many bytes as asked for, the same ones every time, for downloads, limits and checksums. */
import { parseBytes } from '../kit/bytes.ts'
import { answer } from './answer.ts'
import { pathNumber } from './number.ts'
import type { Page } from './page.ts'
import { ProducedBody } from './produced-body.ts'

const most = 10 * 1024 ** 3
const blockSize = 65_536
let block: Uint8Array | undefined

export const bytes: Page = {
  path: '/bytes/N',
  example: '/bytes/1024',
  summary: 'N bytes, the same every time, up to 10 GiB; 10k and 1g are understood',
  methods: 'any',
  answer(asked) {
    const size = pathNumber(asked, { min: 0, max: most, read: parseBytes, words: 'a number of bytes' })
    if (typeof size !== 'number') return size
    let left = size
    const next = (): Uint8Array | undefined => {
      if (left === 0) return undefined
      const piece = contentBlock().subarray(0, Math.min(left, blockSize))
      left -= piece.length
      return piece
    }
    return answer(asked, 200, 'application/octet-stream', new ProducedBody(size, next))
  },
}

/** The block that is repeated: an xorshift sequence from a fixed start, so that compression on the path gains nothing. */
export function contentBlock(): Uint8Array {
  if (block !== undefined) return block
  block = new Uint8Array(blockSize)
  let state = 0x9e3779b9
  for (let index = 0; index < blockSize; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    block[index] = state & 255
  }
  return block
}
