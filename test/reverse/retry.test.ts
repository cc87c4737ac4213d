import { expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import { BodyStream } from '../../src/kit/body.ts'
import { collectBody } from '../../src/kit/collect-body.ts'
import type { RequestHead } from '../../src/model/message.ts'
import { createRetry, usualRetry } from '../../src/reverse/retry.ts'
import type { Try } from '../../src/reverse/try.ts'
import { answer, contextOf, failed, requestTo, upstreams } from '../support/reverse.ts'

const retry = (more = {}) => createRetry({ ...usualRetry, ...more }, { clock: systemClock, seed: '00', route: '/' })

async function statusOf(
  interceptor: ReturnType<typeof retry>,
  verdicts: Parameters<typeof upstreams>[0][],
  request = requestTo(),
  context = contextOf(),
) {
  const { asked, next } = upstreams(...verdicts)
  const verdict = await interceptor.handle(request, next, context)
  return { status: verdict.kind === 'respond' ? verdict.head.status : 0, tries: asked.length, asked }
}

test('a good answer is the only try, and comes without waiting', () => {
  const good = answer()
  const { next, asked } = upstreams(good)
  expect(retry().handle(requestTo(), next, contextOf())).toBe(good)
  expect((asked[0] as Try).tried).toBeUndefined()
})

test('safe methods are tried again after any failure, others only when nothing was sent', async () => {
  expect(await statusOf(retry(), [failed('upstream_reset'), answer()])).toMatchObject({ status: 200, tries: 2 })
  const post = requestTo('http://x/', { method: 'POST' })
  expect(await statusOf(retry(), [failed('upstream_reset'), answer()], post)).toMatchObject({ status: 502, tries: 1 })
  for (const code of ['connect_refused', 'dns_failed', 'tls_alert'])
    expect(await statusOf(retry(), [failed(code), answer()], post)).toMatchObject({ status: 200, tries: 2 })
})

test('a body that waits for 100 Continue is not waited for', async () => {
  const body = new BodyStream(4, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  const put = { ...requestTo('http://x/', { method: 'PUT', fields: ['Expect', '100-continue'] }), body }
  // Nobody has read it: it can go to another upstream as well.
  expect(await statusOf(retry(), [failed(), answer()], put)).toMatchObject({ status: 200, tries: 2 })
})

test('a client that left during the pause is not tried for again', async () => {
  const gone = new AbortController()
  const { asked, next } = upstreams(failed(), answer())
  const trying = retry({ backoff: 60_000, maxBackoff: 60_000 }).handle(
    requestTo(),
    next,
    contextOf({ signal: gone.signal }),
  )
  await Promise.resolve()
  gone.abort()
  expect(await trying).toMatchObject({ head: { status: 502 } })
  expect(asked).toHaveLength(1)
})

test('as often as it may, and never what the client or we ourselves are at fault for', async () => {
  expect(await statusOf(retry({ attempts: 4 }), [failed()])).toMatchObject({ status: 502, tries: 4 })
  expect(await statusOf(retry({ attempts: 1 }), [failed()])).toMatchObject({ tries: 1 })
  expect(await statusOf(retry(), [failed('client_abort', 'client')])).toMatchObject({ tries: 1 })
  expect(await statusOf(retry(), [failed('breaker_open')])).toMatchObject({ tries: 1 })
  expect(await statusOf(retry(), [failed('pool_unavailable')])).toMatchObject({ tries: 1 })
})

test('a switch of protocols is tried again only when nothing was sent', async () => {
  const switching = (code: string) =>
    statusOf(retry(), [failed(code), answer(101)], requestTo(), contextOf({ kind: 'upgrade' }))
  expect(await switching('connect_refused')).toMatchObject({ status: 101, tries: 2 })
  expect(await switching('upstream_closed')).toMatchObject({ status: 502, tries: 1 })
})

test('when nobody is asked any more, the last real failure is the answer', async () => {
  const { next } = upstreams(failed('upstream_timeout'), failed('breaker_open'))
  expect(await retry().handle(requestTo(), next, contextOf())).toMatchObject({ failure: { code: 'upstream_timeout' } })
})

test('statuses are tried again where the route says so, and shown as attempts', async () => {
  const context = contextOf()
  const first = answer(503)
  expect(await statusOf(retry({ statuses: [503] }), [first, answer()], requestTo(), context)).toMatchObject({
    status: 200,
    tries: 2,
  })
  expect(first.body.used).toBe(true)
  expect(context.dropped).toMatchObject([{ code: 'upstream_status', message: 'the upstream answered 503' }])
  expect(await statusOf(retry(), [answer(503), answer()])).toMatchObject({ status: 503, tries: 1 })
  const post = requestTo('http://x/', { method: 'POST' })
  expect(await statusOf(retry({ statuses: [503] }), [answer(503), answer()], post)).toMatchObject({
    status: 503,
    tries: 1,
  })
})

test('the same body goes with each try', async () => {
  const { asked } = await statusOf(
    retry(),
    [failed(), answer()],
    requestTo('http://x/', { method: 'PUT', body: 'hello' }),
  )
  for (const { body } of asked) expect(Buffer.concat((await collectBody(body, 100)).chunks).toString()).toBe('hello')
})

test('a body without a length goes again as far as it has come, unless its method may not be repeated', async () => {
  const statuses: [string, number][] = []
  for (const method of ['PUT', 'POST']) {
    const body = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
    body.push(Buffer.from('hello'))
    const reading = () => {
      asked.at(-1)!.body.pipe({ write: () => true, end: () => {}, fail: () => {} })
      asked.at(-1)!.body.cancel()
      return failed('upstream_reset')
    }
    const { asked, next } = upstreams(reading, answer())
    const verdict = await retry().handle({ ...requestTo('http://x/', { method }), body }, next, contextOf())
    if (verdict.kind === 'respond') statuses.push([method, verdict.head.status])
  }
  expect(statuses).toEqual([
    ['PUT', 200],
    ['POST', 502],
  ])
})

test('over HTTP/2 what was read goes again when the upstream says that it did nothing with it', async () => {
  const tried = async (head: Partial<RequestHead>, unprocessed: boolean, world = {}) => {
    const body = new BodyStream(5, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
    body.push(Buffer.from('hello'))
    body.finish()
    const reading = () => {
      asked.at(-1)!.body.pipe({ write: () => true, end: () => {}, fail: () => {} })
      const { failure, ...verdict } = failed('upstream_h2')
      return { ...verdict, failure: { ...failure!, ...(unprocessed && { unprocessed: true as const }) } }
    }
    const read: string[] = []
    const answering = async () => {
      read.push(Buffer.concat((await collectBody(asked.at(-1)!.body, 100)).chunks).toString())
      return answer()
    }
    const { asked, next } = upstreams(reading, answering)
    const interceptor = createRetry(usualRetry, { clock: systemClock, seed: '00', route: '/', ...world })
    await interceptor.handle({ ...requestTo('http://x/', { method: 'POST', ...head }), body }, next, contextOf())
    return read
  }
  expect(await tried({ version: '2' }, true)).toEqual(['hello'])
  expect(await tried({ version: '1.1' }, true, { h2: true })).toEqual(['hello'])
  expect(await tried({ version: '2' }, false)).toEqual([])
  // Nothing says that it may come back: it is not kept.
  expect(await tried({ version: '1.1' }, true)).toEqual([])
})

test('a POST is not waited for, and goes again when nothing of it was sent', async () => {
  const body = new BodyStream(4, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  const refused = () => {
    asked.at(-1)!.body.cancel()
    return failed('connect_refused')
  }
  let read: ReturnType<typeof collectBody> | undefined
  const reading = () => {
    read = collectBody(asked.at(-1)!.body, 100)
    return answer()
  }
  const { asked, next } = upstreams(refused, reading)
  const verdict = await retry().handle({ ...requestTo('http://x/', { method: 'POST' }), body }, next, contextOf())
  expect(verdict).toMatchObject({ head: { status: 200 } })
  body.push(Buffer.from('late'))
  body.finish()
  expect(Buffer.concat((await read!).chunks).toString()).toBe('late')
})

test('a body that somebody has read cannot go again', async () => {
  const body = new BodyStream(70_000, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  const reading = () => {
    asked.at(-1)!.body.pipe({ write: () => true, end: () => {}, fail: () => {} })
    return failed('upstream_reset')
  }
  const { asked, next } = upstreams(reading, answer())
  const verdict = await retry().handle({ ...requestTo('http://x/', { method: 'PUT' }), body }, next, contextOf())
  expect({ tries: asked.length, verdict }).toMatchObject({ tries: 1, verdict: { head: { status: 502 } } })
})

test('the budget ends retries, and so does a client that left', async () => {
  const interceptor = retry({ attempts: 2, budget: 0 })
  const tries: number[] = []
  for (let index = 0; index < 12; index++) tries.push((await statusOf(interceptor, [failed()])).tries)
  expect(tries).toEqual([...Array<number>(10).fill(2), 1, 1])
  expect(await statusOf(retry(), [failed()], requestTo(), contextOf({ signal: AbortSignal.abort() }))).toMatchObject({
    tries: 1,
  })
})

test('pauses grow, within their limit, and repeat with the seed', async () => {
  const waits: number[] = []
  const clock = { ...systemClock, after: (ms: number, run: () => void) => (waits.push(ms), systemClock.after(0, run)) }
  const interceptor = createRetry(
    { ...usualRetry, attempts: 6, backoff: 100, maxBackoff: 400 },
    { clock, seed: '00', route: '/' },
  )
  await interceptor.handle(requestTo(), upstreams(failed()).next, contextOf({ id: 'fixed' }))
  expect(waits.map((ms, index) => ms >= 0 && ms < [100, 200, 400, 400, 400][index]!)).toEqual(Array(5).fill(true))
  const before = waits.splice(0)
  await interceptor.handle(requestTo(), upstreams(failed()).next, contextOf({ id: 'fixed' }))
  expect(waits).toEqual(before)
})
