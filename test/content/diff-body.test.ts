import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { diffBodies } from '../../src/content/diff-body.ts'
import { parseContentType } from '../../src/content/media-type.ts'
import { bytesOf } from '../support/content.ts'

const diff = (before: string | Uint8Array, after: string | Uint8Array, type = '') =>
  diffBodies(
    { bytes: bytesOf(before), type: parseContentType(type) },
    { bytes: bytesOf(after), type: parseContentType(type) },
  )

test('the same', async () => {
  expect(await diff('a', 'a')).toEqual({ kind: 'same' })
})

test('JSON by its structure, whatever its type says', async () => {
  expect(await diff('{"a":1}', '{ "a": 2 }')).toEqual({
    kind: 'json',
    changes: [{ op: 'changed', path: '$.a', before: 1, after: 2 }],
  })
})

test('JSON that means the same by its lines', async () => {
  expect(await diff('{"a":1}', '{ "a":1}')).toEqual({
    kind: 'text',
    lines: [
      { kind: 'removed', text: '{"a":1}', before: 1 },
      { kind: 'added', text: '{ "a":1}', after: 1 },
    ],
  })
})

test('text by its lines, in its charset', async () => {
  const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
  expect(await diff(latin('a\nb\nc\n'), latin('a\né\nc\n'), 'text/plain; charset=latin1')).toEqual({
    kind: 'text',
    lines: [
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'removed', text: 'b', before: 2 },
      { kind: 'added', text: 'é', after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ],
  })
})

test('the rest by size and hash', async () => {
  expect(await diff(Uint8Array.of(0), Uint8Array.of(0, 1))).toEqual({
    kind: 'bytes',
    before: { size: 1, sha256: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' },
    after: { size: 2, sha256: 'b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2' },
  })
})

test('texts that have nothing in common take a moment and no more', async () => {
  const noise = () =>
    randomBytes(600_000)
      .toString('hex')
      .replace(/(.{6})/g, '$1\n')
  const started = performance.now()
  expect((await diff(noise(), noise())).kind).toBe('bytes')
  expect(performance.now() - started).toBeLessThan(2_000)
})
