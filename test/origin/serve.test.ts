import { describe, expect, test } from 'vitest'
import { ask, verdictFor } from '../support/origin.ts'

describe('methods', () => {
  test.each(['POST', 'DELETE', 'get'])('%s is refused where it means nothing', async (method) => {
    const { status, field, text } = await ask('/ca.pem', { method })
    expect({ status, allow: field('allow') }).toEqual({ status: 405, allow: 'GET, HEAD, OPTIONS' })
    expect(text).toBe(`Expected GET or HEAD for /ca.pem, got ${method}\n`)
  })

  test('OPTIONS says what there is, for a page and for the whole origin', async () => {
    const page = await ask('/', { method: 'OPTIONS' })
    expect({ status: page.status, allow: page.field('allow') }).toEqual({ status: 204, allow: 'GET, HEAD, OPTIONS' })
    const whole = await ask('*', { method: 'OPTIONS' })
    expect({ status: whole.status, allow: whole.field('allow') }).toMatchObject({ status: 204, allow: /POST/ })
  })

  test.each(['GET', 'HEAD', 'POST', 'X-OWN'])('%s reaches pages that take any', async (method) => {
    expect((await ask('/status/201', { method })).status).toBe(201)
  })
})

test('a question mark in the query belongs to the query', async () => {
  expect((await ask('/redirect/0?a=?b')).status).toBe(200)
  expect((await ask('/sse?count=?')).text).toContain("got '?'")
})

test('answers are our own and no failures', async () => {
  const { verdict } = await verdictFor('/')
  expect(verdict).toMatchObject({ kind: 'respond', from: 'middlebox', patches: [] })
  expect(verdict).not.toHaveProperty('failure')
})
