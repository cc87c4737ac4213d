import { describe, expect, test } from 'vitest'
import { limitForwards } from '../../src/engine/max-forwards.ts'
import { emptyBody } from '../../src/kit/body.ts'
import { applyPatches } from '../../src/kit/patch.ts'
import type { Request } from '../../src/model/message.ts'

function request(method: string, fields: string[]): Request {
  const target = { scheme: 'http', host: 'a', port: 80, path: '/', protocol: 'auto' } as const
  return { head: { method, target: '/x', version: '1.1', fields }, target, body: emptyBody(), patches: [] }
}

function content(verdict: ReturnType<typeof limitForwards>): string {
  if (!('kind' in verdict)) throw new Error('it was forwarded')
  let text = ''
  verdict.body.pipe({
    write: (chunk) => ((text += Buffer.from(chunk).toString('latin1')), true),
    end: () => {},
    fail: () => {},
  })
  return text
}

describe('counting down', () => {
  test.each([
    ['TRACE', '3', '2'],
    ['OPTIONS', '1', '0'],
    ['OPTIONS', '007', '6'],
    ['TRACE', '99999999999999999999999', '9007199254740991'],
  ])('%s with %s is passed on with %s', (method, value, expected) => {
    const before = request(method, ['A', '1', 'max-FORWARDS', value, 'B', '2'])
    const after = limitForwards(before) as Request
    expect(after.head.fields).toEqual(['A', '1', 'max-FORWARDS', expected, 'B', '2'])
    expect(after.patches).toMatchObject([{ op: 'set', index: 1, cause: 'max-forwards', before: value }])
    expect(applyPatches(before.head, after.patches)).toEqual(after.head)
  })

  test.each([
    ['GET', ['Max-Forwards', '0']],
    ['TRACE', []],
    ['TRACE', ['Max-Forwards', '-1']],
    ['OPTIONS', ['Max-Forwards', 'x']],
    ['OPTIONS', ['Max-Forwards', '']],
  ])('%s with %j is none of its business', (method, fields) => {
    const before = request(method, fields)
    expect(limitForwards(before)).toBe(before)
  })
})

describe('at zero', () => {
  test('TRACE gets its request back as it came, without what is secret', () => {
    const before = request('TRACE', [
      'Max-Forwards',
      '0',
      'X',
      'caf\xe9',
      'COOKIE',
      'a',
      'Authorization',
      'b',
      'proxy-authorization',
      'c',
    ])
    const verdict = limitForwards(before)
    const echoed = 'TRACE /x HTTP/1.1\r\nMax-Forwards: 0\r\nX: caf\xe9\r\n\r\n'
    expect(verdict).toMatchObject({
      kind: 'respond',
      from: 'middlebox',
      head: { status: 200, fields: ['Content-Type', 'message/http', 'Content-Length', String(echoed.length)] },
    })
    expect(content(verdict)).toBe(echoed)
    expect(before.body.used).toBe(true)
  })

  test('OPTIONS is told what is allowed', () => {
    const verdict = limitForwards(request('OPTIONS', ['Max-Forwards', '0']))
    expect(verdict).toMatchObject({
      head: { fields: ['Allow', expect.stringContaining('CONNECT'), 'Content-Length', '0'] },
    })
    expect(content(verdict)).toBe('')
  })
})
