import { expect, test } from 'vitest'
import { Pool, type Pooled } from '../../../src/engine/upstream/pool.ts'

type Numbered = Pooled & { id: number; closed: boolean }

function pooling() {
  const pool = new Pool<Numbered>()
  let id = 0
  const make = (key: string): Numbered => {
    const connection = {
      key,
      id: id++,
      closed: false,
      close() {
        connection.closed = true
        pool.remove(connection)
      },
    }
    return connection
  }
  return { pool, make }
}

test('the last one in is the first one out, by origin', () => {
  const { pool, make } = pooling()
  for (const key of ['a', 'a', 'b']) pool.put(make(key))
  expect(pool.size).toBe(3)
  expect([pool.take('a')?.id, pool.take('a')?.id, pool.take('a'), pool.take('c')]).toEqual([1, 0, undefined, undefined])
  expect(pool.size).toBe(1)
})

test('one that died is forgotten; one that is not here is no matter', () => {
  const { pool, make } = pooling()
  const [first, second] = [make('a'), make('a')]
  pool.put(first)
  pool.put(second)
  second.close()
  pool.remove(second)
  pool.remove(make('b'))
  expect([pool.take('a'), pool.take('a'), pool.size]).toEqual([first, undefined, 0])
})

test('an origin whose connections are all in use leaves nothing behind', () => {
  const { pool, make } = pooling()
  const connection = make('a')
  pool.put(connection)
  pool.take('a')
  pool.remove(connection)
  pool.put(connection)
  expect(pool.take('a')).toBe(connection)
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
