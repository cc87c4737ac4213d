import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contentBlock } from '../../src/origin/bytes.ts'
import { ask, verdictFor } from '../support/origin.ts'

describe('/bytes/N', () => {
  test('gives N bytes, the same ones every time', async () => {
    const first = await ask('/bytes/100000')
    const second = await ask('/bytes/100000')
    expect(first.field('content-length')).toBe('100000')
    expect(first.bytes.length).toBe(100_000)
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
    expect(Buffer.compare(first.bytes.subarray(0, 1000), (await ask('/bytes/1000')).bytes)).toBe(0)
  })

  test('the bytes stay what they were in earlier versions', () => {
    expect(createHash('sha256').update(contentBlock()).digest('hex')).toBe(
      '653f5cec98c039706a34d4a6d36ac73eedd26cf31dd0daac69656ab776b3ed33',
    )
  })

  test.each([
    ['0', 0],
    ['10k', 10_240],
    ['1kB', 1000],
  ])('%s is %i bytes', async (text, size) => {
    const { field, bytes } = await ask(`/bytes/${text}`)
    expect(field('content-length')).toBe(String(size))
    expect(bytes.length).toBe(size)
  })

  test('ten gibibytes are promised and not made in advance', async () => {
    const { verdict } = await verdictFor('/bytes/10g')
    if (verdict.kind !== 'respond') throw new Error('expected an answer')
    expect(verdict.body.length).toBe(10 * 1024 ** 3)
    verdict.body.cancel()
  })

  test.each(['11g', 'x', '-1', '10737418241'])('%s is refused', async (text) => {
    const { status, text: line } = await ask(`/bytes/${text}`)
    expect(status).toBe(400)
    expect(line).toBe(`Expected /bytes/N with N a number of bytes from 0 to 10737418240, got '${text}'\n`)
  })
})
