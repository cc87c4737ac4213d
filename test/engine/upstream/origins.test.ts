import { expect, test } from 'vitest'
import { Origins } from '../../../src/engine/upstream/origins.ts'
import type { Target } from '../../../src/model/message.ts'

const target = (changes: Partial<Target> = {}): Target => ({
  scheme: 'http',
  host: 'a.test',
  port: 80,
  path: '/',
  protocol: 'auto',
  ...changes,
})

test('what a connection depends on makes another origin; what it carries does not', () => {
  const origins = new Origins()
  const changes: Partial<Target>[] = [{ scheme: 'https' }, { host: 'b.test' }, { port: 81 }, { serverName: 'c.test' }]
  const all = [{}, ...changes].map((change) => origins.of(target(change)))
  expect(new Set(all.map(({ key }) => key)).size).toBe(5)
  expect(changes.map((change) => origins.of(target(change)))).toEqual(all.slice(1))
  expect(origins.of(target({ path: '/other', protocol: 'h2' }))).toBe(all[0])
})

test('of more than are remembered, those without connections are forgotten', () => {
  const origins = new Origins<number>()
  const of = (at: number) => origins.of(target({ host: `u${at % 500}.test`, port: at }))
  const kept = of(0)
  kept.idle.push(1)
  const gone = of(1)
  for (let at = 2; at < 5000; at++) of(at)
  expect([...origins].length).toBeLessThanOrEqual(1024)
  expect(of(0)).toBe(kept)
  expect([kept.listed, gone.listed]).toEqual([true, false])
  expect(origins.current(gone)).toBe(of(1))
  expect([of(1) === gone, of(1).key === gone.key]).toEqual([false, true])
})

test('those with connections all stay, however many', () => {
  const origins = new Origins<number>()
  const of = (at: number) => origins.of(target({ port: at }))
  for (let at = 0; at < 3000; at++) of(at).idle.push(1)
  for (let at = 3000; at < 9000; at++) of(at)
  expect([...origins].filter(({ idle }) => idle.length > 0).length).toBe(3000)
  expect([...origins].length).toBeLessThanOrEqual(6000)
})
