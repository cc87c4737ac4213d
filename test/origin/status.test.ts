import { describe, expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

describe('/status/N', () => {
  test('is answered with N and its name', async () => {
    const { status, head, text } = await ask('/status/503')
    expect({ status, reason: head.reason, text }).toEqual({
      status: 503,
      reason: 'Service Unavailable',
      text: '503 Service Unavailable\n',
    })
  })

  test('a status without a name has none', async () => {
    const { head, text } = await ask('/status/599', { method: 'POST' })
    expect({ reason: head.reason, text }).toEqual({ reason: '', text: '599\n' })
  })

  test.each([
    [204, undefined],
    [304, undefined],
    [205, '0'],
  ])('%i has no content', async (code, length) => {
    const { status, text, field } = await ask(`/status/${code}`)
    expect({ status, text }).toEqual({ status: code, text: '' })
    expect(field('content-length')).toBe(length)
    expect(field('content-type')).toBeUndefined()
  })

  test.each([
    [302, 'location'],
    [401, 'www-authenticate'],
    [405, 'allow'],
    [407, 'proxy-authenticate'],
    [426, 'upgrade'],
  ])('%i has %s', async (code, name) => {
    expect((await ask(`/status/${code}`)).field(name)).toBeTruthy()
  })

  test.each(['100', '101', '199', '600', '99', 'teapot', ''])("'%s' is refused", async (code) => {
    const { status, text } = await ask(`/status/${code}`)
    expect(status).toBe(400)
    expect(text).toMatch(/^Expected \/status\/N with N a status from 200 to 599, got /)
  })
})
