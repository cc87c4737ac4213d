import { expect, test } from 'vitest'
import { createBulkhead } from '../../src/reverse/bulkhead.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

test('so many at once, and one more when one has ended', () => {
  const { interceptor, ended } = createBulkhead({ concurrent: 2 }, '/api')
  const { asked, next } = upstreams(() => answer())
  const first = contextOf()
  void interceptor.handle(requestTo(), next, first)
  void interceptor.handle(requestTo(), next, contextOf())
  expect(interceptor.handle(requestTo(), next, contextOf())).toMatchObject({
    head: { status: 503 },
    failure: { code: 'pool_busy' },
  })
  ended(first.id)
  ended(first.id)
  void interceptor.handle(requestTo(), next, contextOf())
  expect(asked).toHaveLength(3)
})

test('in the place of another it counts what runs', () => {
  const before = createBulkhead({ concurrent: 2 }, '/api')
  const { asked, next } = upstreams(() => answer())
  void before.interceptor.handle(requestTo(), next, contextOf())
  const { interceptor } = createBulkhead({ concurrent: 1 }, '/api', before.running)
  expect(interceptor.handle(requestTo(), next, contextOf())).toMatchObject({ failure: { code: 'pool_busy' } })
  expect(asked).toHaveLength(1)
})
