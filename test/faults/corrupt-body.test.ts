import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answer, changed, request } from '../support/fault.ts'

test('one wrong byte in each run; length and head stay', async () => {
  const { verdict, seen } = await changed(
    'corrupt_body',
    { every: 4 },
    answer('aaaabbbbcc', ['Content-Length', '10']),
    undefined,
    [0],
  )
  // A draw of 0 is the first place of a run, and the smallest change.
  expect(seen.map(([, what]) => what)).toEqual(['`aaacbbbbc', 'end'])
  expect(verdict.body.length).toBe(10)
  expect(verdict.patches).toEqual([])
})

test('every body of at least one byte is spoilt, once for each run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 100 }),
      fc.integer({ min: 1, max: 150 }),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
      async (text, every, draws) => {
        const { seen } = await changed('corrupt_body', { every }, answer(text), undefined, draws)
        const got = seen[0]![1]
        expect(got).toHaveLength(text.length)
        const wrong = [...text].flatMap((char, at) => (char === got[at] ? [] : [at]))
        expect(wrong.length).toBeGreaterThanOrEqual(Math.max(1, Math.floor(text.length / every)))
        expect(new Set(wrong.map((at) => Math.floor(at / every))).size).toBe(wrong.length)
      },
    ),
  )
})

test('an answer to HEAD is left alone', async () => {
  const upstream = answer('', ['Content-Length', '10'])
  expect((await changed('corrupt_body', {}, upstream, request([], { method: 'HEAD' }))).verdict).toBe(upstream)
})

test('what came is told', async () => {
  const { events } = await changed('corrupt_body', {}, answer('abc'))
  expect(events).toMatchObject([
    {
      type: 'body',
      side: 'response',
      cause: 'fault corrupt_body',
      body: { size: 3, chunks: [new Uint8Array([97, 98, 99])] },
    },
  ])
})
