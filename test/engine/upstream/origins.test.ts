import { expect, test } from 'vitest'
import { type Idle, Origins } from '../../../src/engine/upstream/origins.ts'
import type { Target } from '../../../src/model/message.ts'

const target = (changes: Partial<Target> = {}): Target => ({
  scheme: 'http',
  host: 'a.test',
  port: 80,
  path: '/',
  protocol: 'auto',
  ...changes,
})

interface Numbered extends Idle<Numbered> {
  id: number
}
const numbered = (id: number): Numbered => ({ id, below: undefined })

test('the connection used last is the first one to be used again', () => {
  const origin = new Origins<Numbered>().of(target())
  const [a, b, c, d] = [1, 2, 3, 4].map(numbered) as [Numbered, Numbered, Numbered, Numbered]
  for (const one of [a, b, c]) origin.push(one)
  for (const one of [d, b, b]) origin.remove(one)
  expect(origin.idle).toBe(2)
  expect([origin.pop(), origin.pop(), origin.pop(), origin.idle]).toEqual([c, a, undefined, 0])
  for (const one of [b, c]) origin.push(one)
  origin.remove(c)
  expect([origin.pop(), origin.idle, c.below]).toEqual([b, 0, undefined])
})

test('what a connection depends on makes another origin; what it carries does not', () => {
  const origins = new Origins<Numbered>()
  const changes: Partial<Target>[] = [{ scheme: 'https' }, { host: 'b.test' }, { port: 81 }, { serverName: 'c.test' }]
  const all = [{}, ...changes].map((change) => origins.of(target(change)))
  expect(new Set(all.map(({ key }) => key)).size).toBe(5)
  expect(changes.map((change) => origins.of(target(change)))).toEqual(all.slice(1))
  expect(origins.of(target({ path: '/other', protocol: 'h2' }))).toBe(all[0])
})

test('of more than are remembered, those without connections are forgotten', () => {
  const origins = new Origins<Numbered>()
  const of = (at: number) => origins.of(target({ host: `u${at % 500}.test`, port: at }))
  const kept = of(0)
  kept.push(numbered(1))
  const gone = of(1)
  for (let at = 2; at < 5000; at++) of(at)
  expect([...origins].length).toBeLessThanOrEqual(1024)
  expect(of(0)).toBe(kept)
  expect([kept.listed, gone.listed]).toEqual([true, false])
  expect(origins.current(gone)).toBe(of(1))
  expect([of(1) === gone, of(1).key === gone.key]).toEqual([false, true])
})

test('those with connections all stay, however many', () => {
  const origins = new Origins<Numbered>()
  const of = (at: number) => origins.of(target({ port: at }))
  for (let at = 0; at < 3000; at++) of(at).push(numbered(1))
  for (let at = 3000; at < 9000; at++) of(at)
  expect([...origins].filter(({ idle }) => idle > 0).length).toBe(3000)
  expect([...origins].length).toBeLessThanOrEqual(6000)
})
