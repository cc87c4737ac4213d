import { expect, test } from 'vitest'
import { createCodec, encodeBeside, encodeBody } from '../../src/content/encode.ts'

const codec = createCodec(1000)
const content = Buffer.from('content '.repeat(20))

test.each(['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'gzip, br'])('%s comes back', async (coding) => {
  for (const coded of [encodeBody(content, coding)!, (await encodeBeside(content, coding))!]) {
    expect(Buffer.from(coded).equals(content)).toBe(false)
    expect(Buffer.from(codec.decode(coded, coding)!).toString()).toBe(content.toString())
  }
})

test('unknown codings and content that is too long are not for us', async () => {
  expect(await encodeBeside(content, 'gzip, odd')).toBeUndefined()
  expect(encodeBody(content, 'gzip, odd')).toBeUndefined()
  expect(codec.decode(content, 'odd')).toBeUndefined()
  expect(codec.decode(encodeBody(new Uint8Array(2000), 'gzip')!, 'gzip')).toBeUndefined()
})
