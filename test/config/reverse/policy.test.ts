import { expect, test } from 'vitest'
import { policyFields } from '../../../src/config/reverse/policy.ts'
import { map } from '../../../src/config/reverse/shape.ts'
import { located } from '../../support/located.ts'

const policy = map(policyFields, 'a policy')
const read = async (yaml: string) => policy.read(await located(yaml), '/')

test('nothing said is nothing done', async () => expect(await read('{}')).toEqual({}))

test('short and full forms', async () => {
  expect(await read('{ host: keep }')).toEqual({ host: 'keep' })
  expect(await read('{ host: api.test }')).toEqual({ host: { name: 'api.test' } })
  expect(await read('{ host: "api.test:8080" }')).toEqual({ host: { name: 'api.test:8080' } })
  expect(await read('{ retry: { backoff: 0s }, slowStart: 0s }')).toMatchObject({ retry: { backoff: 0 }, slowStart: 0 })
  expect(await read('{ balance: least_conn }')).toEqual({ balance: { by: 'least_conn' } })
  expect(await read('{ balance: { hash: cookie, name: sid } }')).toEqual({
    balance: { by: 'hash', on: 'cookie', name: 'sid' },
  })
  expect(await read('{ forwarded: replace }')).toEqual({ forwarded: { how: 'replace', style: 'x-forwarded' } })
  expect(await read('{ requestId: X-Id }')).toEqual({ requestId: { header: 'X-Id' } })
  expect(await read('{ retry: false, eject: false }')).toEqual({ retry: false, eject: false })
})

test('defaults of what is there', async () => {
  expect(await read('{ health: {}, breaker: {}, queue: {}, sticky: {}, retry: {} }')).toEqual({
    health: {
      type: 'http',
      path: '/',
      status: [200, 399],
      service: '',
      interval: 10_000,
      timeout: 2_000,
      rise: 2,
      fall: 3,
      jitter: 0.1,
    },
    breaker: { errorRate: 0.5, minimum: 20, window: 10_000, consecutive: 5, open: 10_000, probes: 1 },
    queue: { size: 100, timeout: 5_000 },
    sticky: { cookie: 'mbx_upstream' },
    retry: { attempts: 3, statuses: [], backoff: 25, maxBackoff: 1_000, budget: 0.2, maxBody: 65_536 },
  })
  expect(await read('{ health: { interval: 500ms } }')).toMatchObject({ health: { timeout: 500 } })
})

test.each([
  ['{ balance: round_robbin }', 'Expected round_robin, least_conn, ip_hash, or random, got "round_robbin"'],
  ['{ balance: { hash: header } }', 'Expected name'],
  ['{ health: { rise: 0 } }', 'Expected a number from 1 to 100, got 0'],
  ['{ retry: { attempts: 99 } }', 'Expected a number from 1 to 10, got 99'],
  ['{ timeouts: { connect: 5 } }', 'got 5 (the unit is missing)'],
  ['{ bulkhead: {} }', 'Expected concurrent'],
  ['{ health: { timeout: 0ms } }', 'Expected a duration above 0, such as 500ms, 30s or 1m30s, got "0ms"'],
  ['{ timeouts: { response: 0 } }', 'Expected a duration above 0'],
  ['{ breaker: { window: 0s } }', 'Expected a duration above 0'],
  ['{ queue: { timeout: 0.0s } }', 'Expected a duration above 0'],
  ['{ requestId: Content-Length }', 'got "Content-Length" (messages need it for themselves)'],
  ['{ requestId: { header: te } }', 'Expected the name of a header field such as X-Request-ID'],
  ['{ sticky: { cookie: "a b" } }', 'Expected the name of a cookie, got "a b"'],
  ['{ balance: { hash: cookie, name: "a b" } }', 'Expected the name of a header field or cookie'],
  ['{ health: { type: tcp, path: /up } }', 'Expected type http, or a check without path, got type tcp with path'],
  ['{ health: { type: grpc, status: 200 } }', 'got type grpc with status'],
  ['{ health: { service: a.B } }', 'Expected type grpc, or a check without service, got type http with service'],
  ['{ host: "a b" }', 'Expected keep, rewrite, or a host such as api.test or api.test:8080, got "a b"'],
  ['{ host: "" }', 'Expected keep, rewrite, or a host'],
])('%s', async (yaml, message) => {
  await expect(read(yaml)).rejects.toThrow(message)
})
