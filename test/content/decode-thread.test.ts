import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { work } from '../../src/kit/work.ts'
import { moduleBeside } from '../../src/kit/worker.ts'

const beside = new URL('../../src/content/decode.ts', import.meta.url).href

test('answers with the content of shared bytes, small or large', async () => {
  for (const text of ['hello', 'hello'.repeat(100_000)]) {
    const coded = gzipSync(text)
    const shared = new SharedArrayBuffer(coded.length)
    new Uint8Array(shared).set(coded)
    const question = { shared, encoding: 'gzip', maxBytes: 1e6 }
    const answer = await work(moduleBeside(beside, './decode-thread'), question, 20_000, systemClock)
    expect(Buffer.from((answer as { bytes: Uint8Array }).bytes).toString() === text).toBe(true)
  }
})
