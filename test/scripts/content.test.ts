import { expect, test } from 'vitest'
import { ContentOf, bytesOf, largestBody } from '../../src/scripts/content.ts'

test('the body is asked for once, and only when it is wanted', async () => {
  let asked = 0
  const content = new ContentOf(async () => ({ bytes: Buffer.from(`{"n":${++asked}}`) }))
  expect(asked).toBe(0)
  expect(await content.text()).toBe('{"n":1}')
  expect(await content.json()).toEqual({ n: 1 })
  expect(asked).toBe(1)
})

test('what was set is what is read', async () => {
  const content = new ContentOf(() => Promise.reject(new Error('not asked')))
  content.body = 'new'
  expect(await content.text()).toBe('new')
})

test('a body that cannot be had rejects with the reason', async () => {
  const content = new ContentOf(async () => ({ problem: 'it is larger than 16 MiB' }))
  await expect(content.bytes()).rejects.toThrow('The body cannot be read: it is larger than 16 MiB')
})

test('only texts and bytes of a bearable size are bodies', () => {
  expect(bytesOf('é', 'body')).toEqual(new Uint8Array([195, 169]))
  expect(() => bytesOf({}, 'body')).toThrow('Expected body to be a text or a Uint8Array, got an object')
  expect(() => bytesOf('x'.repeat(largestBody + 1), 'body')).toThrow('at most 64 MiB, got one of 67108865 bytes')
})
