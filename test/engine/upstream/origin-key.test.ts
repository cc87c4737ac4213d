import { expect, test } from 'vitest'
import { originKey } from '../../../src/engine/upstream/origin-key.ts'
import type { Target } from '../../../src/model/message.ts'

const target = (changes: Partial<Target> = {}): Target => ({
  scheme: 'http',
  host: 'a.test',
  port: 80,
  path: '/',
  protocol: 'auto',
  ...changes,
})

test('what a connection depends on makes another key; what it carries does not', () => {
  const changes: Partial<Target>[] = [{ scheme: 'https' }, { host: 'b.test' }, { port: 81 }, { serverName: 'c.test' }]
  const keys = [{}, ...changes].map((change) => originKey(target(change)))
  expect(new Set(keys).size).toBe(5)
  expect(changes.map((change) => originKey(target(change)))).toEqual(keys.slice(1))
  expect(originKey(target({ path: '/other', protocol: 'h2' }))).toBe(keys[0])
})

test('more origins than are remembered still have keys of their own, the same each time', () => {
  const all = () => Array.from({ length: 5000 }, (_, at) => originKey(target({ host: `u${at % 2500}.test`, port: at })))
  const first = all()
  expect(new Set(first).size).toBe(5000)
  expect(all()).toEqual(first)
})
