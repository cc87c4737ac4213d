import { expect, test } from 'vitest'
import { Pool, type Pooled } from '../../../src/engine/upstream/pool.ts'
import type { Target } from '../../../src/model/message.ts'

interface Numbered extends Pooled<Numbered> {
  id: number
  closed: boolean
}

const target = (host: string): Target => ({ scheme: 'http', host, port: 80, path: '/', protocol: 'auto' })

function pooling() {
  const pool = new Pool<Numbered>()
  let id = 0
  const make = (host: string): Numbered => {
    const connection: Numbered = {
      origin: pool.origin(target(host)),
      below: undefined,
      id: id++,
      closed: false,
      close() {
        connection.closed = true
        pool.remove(connection)
      },
    }
    return connection
  }
  const take = (host: string) => pool.take(pool.origin(target(host)))
  return { pool, make, take }
}

test('the last one in is the first one out, by origin', () => {
  const { pool, make, take } = pooling()
  for (const host of ['a', 'a', 'b']) pool.put(make(host))
  expect(pool.size).toBe(3)
  expect([take('a')?.id, take('a')?.id, take('a'), take('c')]).toEqual([1, 0, undefined, undefined])
  expect(pool.size).toBe(1)
})

test('one that died is forgotten; one that is not here is no matter', () => {
  const { pool, make, take } = pooling()
  const [first, second] = [make('a'), make('a')]
  pool.put(first)
  pool.put(second)
  second.close()
  pool.remove(second)
  pool.remove(make('b'))
  expect([take('a'), take('a'), pool.size]).toEqual([first, undefined, 0])
})

test('one whose origin was forgotten while it was in use is found again', () => {
  const { pool, make, take } = pooling()
  const connection = make('a')
  pool.put(connection)
  take('a')
  for (let at = 0; at < 2000; at++) pool.origin(target(`u${at}`))
  pool.put(connection)
  expect([take('a'), take('a')]).toEqual([connection, undefined])
})

test('beyond 128 per origin they are closed', () => {
  const { pool, make } = pooling()
  for (let i = 0; i < 128; i++) pool.put(make('a'))
  const last = make('a')
  pool.put(last)
  pool.put(make('b'))
  expect([last.closed, pool.size]).toEqual([true, 129])
})

test('close ends all', () => {
  const { pool, make } = pooling()
  const all = ['a', 'a', 'b'].map(make)
  for (const one of all) pool.put(one)
  pool.close()
  expect([all.every(({ closed }) => closed), pool.size]).toEqual([true, 0])
})
