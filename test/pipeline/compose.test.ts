/** The chain: order, what is passed on, and who may stop. */
import { describe, expect, test } from 'vitest'
import { emptyBody } from '../../src/kit/body.ts'
import type { Handler, Interceptor } from '../../src/model/contract.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { compose } from '../../src/pipeline/compose.ts'
import { contextFor, requestFor } from '../support/origin.ts'

const answer = (status: number): Verdict & { kind: 'respond' } => ({
  kind: 'respond',
  head: { status, reason: '', version: '1.1', fields: [] },
  body: emptyBody(),
  from: 'mock',
  patches: [],
})

const { context } = contextFor({})
const request = requestFor('/')

describe('compose', () => {
  test('without interceptors it is the terminal handler itself', () => {
    const terminal: Handler = () => answer(200)
    expect(compose([], terminal)).toBe(terminal)
  })

  test('the first sees the request first and the verdict last', async () => {
    const seen: string[] = []
    const note = (name: string): Interceptor => ({
      name,
      async handle(given, next, its) {
        seen.push(`> ${name}`)
        const verdict = await next(given, its)
        seen.push(`< ${name}`)
        return verdict
      },
    })
    const handler = compose([note('a'), note('b')], () => {
      seen.push('end')
      return answer(200)
    })
    await handler(request, context)
    expect(seen).toEqual(['> a', '> b', 'end', '< b', '< a'])
  })

  test('a changed request, a changed verdict and the same context go on', async () => {
    const changing: Interceptor = {
      name: 'changing',
      async handle(given, next, its) {
        const verdict = await next({ ...given, target: { ...given.target, host: 'b.test' } }, its)
        return verdict.kind === 'respond' ? { ...verdict, head: { ...verdict.head, status: 201 } } : verdict
      },
    }
    const handler = compose([changing], (given, its) => {
      expect([given.target.host, its]).toEqual(['b.test', context])
      return answer(200)
    })
    expect(await handler(request, context)).toMatchObject({ head: { status: 201 } })
  })

  test('who does not call next stops the rest', () => {
    const stop: Interceptor = { name: 'stop', handle: () => answer(403) }
    const handler = compose([stop], () => {
      throw new Error('must not be reached')
    })
    expect(handler(request, context)).toMatchObject({ head: { status: 403 } })
  })

  test('next may be called again: each call is a try of its own', async () => {
    let tries = 0
    const again: Interceptor = {
      name: 'again',
      async handle(given, next, its) {
        await next(given, its)
        return next(given, its)
      },
    }
    const handler = compose([again], () => answer(200 + ++tries))
    expect(await handler(request, context)).toMatchObject({ head: { status: 202 } })
  })
})
