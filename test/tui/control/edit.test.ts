import { describe, expect, test } from 'vitest'
import { MiddleboxError } from '../../../src/model/errors.ts'
import type { Paused } from '../../../src/model/paused.ts'
import { exchangeEvents } from '../../support/events.ts'
import { createTestApp, type Given } from '../../support/tui.ts'

/** An editor that changes what it is given. */
const editor = (change: (text: string) => string | undefined, seen: string[] = []): NonNullable<Given['source']> => ({
  edit: async (text, extension) => {
    seen.push(`${extension} ${text}`)
    return change(text)
  },
})

test('a request is edited with the terminal given away, and sent', async () => {
  const seen: string[] = []
  const app = createTestApp({
    events: exchangeEvents('a'),
    source: editor((text) => text.replace('users', 'orders'), seen),
  })
  await app.press('e')
  expect(app.asked).toEqual(['suspend'])
  expect(seen).toEqual(['.http GET http://api.test/users\nHost: api.test\nAccept: */*\n\n'])
  expect(app.ran).toEqual(['send {"url":"http://api.test/orders","latin1":true,"exchange":"a"}'])
  expect(app.ui.note?.text).toBe('sent')
})

test('nothing changed, nothing sent; a mistake is told', async () => {
  const app = createTestApp({ events: exchangeEvents('a'), source: editor(() => undefined) })
  await app.press('e')
  expect([app.ran, app.ui.note?.text]).toEqual([[], 'nothing was changed, nothing was sent'])
  const wrong = createTestApp({ events: exchangeEvents('a'), source: editor(() => 'nonsense') })
  await wrong.press('e')
  expect([wrong.ran, wrong.ui.note?.style]).toEqual([[], 'serverError'])
})

test('a new request begins with one that works', async () => {
  const app = createTestApp({ source: editor((text) => `${text} `) })
  await app.press('n')
  expect(app.ran[0]).toMatch(/^send \{"method":"GET","url":"http:\/\/middlebox\.test\/echo"/)
})

test('what could not be read is opened again as it was left', async () => {
  const seen: string[] = []
  const texts = ['GET /x\nno colon\n', undefined, 'GET http://a.test/\n']
  const app = createTestApp({ events: exchangeEvents('a'), source: editor(() => texts.shift(), seen) })
  await app.press('e')
  expect(app.ui.note?.text).toBe('Expected a header field, name: value, got "no colon". e opens it again.')
  await app.press('e', 'e')
  expect(app.ran).toEqual(['send {"url":"http://a.test/","headers":[],"latin1":true,"exchange":"a"}'])
  expect(seen[1]).toMatch(/^\.http # Nothing was sent\. Expected a header field.*\n# .*\nGET \/x\nno colon\n$/)
  expect(seen[2]).toBe(seen[1])
})

test('a body that is not whole is refused before anything is typed', async () => {
  const [first, ...rest] = exchangeEvents('a')
  const app = createTestApp({ events: [first!, ...rest], source: editor(() => 'never') })
  Object.assign(app.selected()!, { requestBody: { size: 5_500_000, kept: 1_000_000, chunks: [] } })
  await app.press('e')
  expect([app.ran, app.ui.note?.text]).toEqual([
    [],
    'Expected a body that is kept in full, got 1 MB of 5.5 MB. Raise --max-body, or write a new request with n.',
  ])
})

describe('what waits', () => {
  const body = { data: Buffer.from('hi'), complete: true }
  const request = { method: 'GET', url: 'http://a.test/', fields: [], body }
  const pause: Paused = {
    id: 'p1',
    exchange: 'a',
    at: 'request',
    since: 0,
    then: 'resume',
    rule: 'r',
    edited: false,
    request,
  }

  test('is changed and goes on', async () => {
    const app = createTestApp({
      events: exchangeEvents('a'),
      paused: [pause],
      source: editor((text) => text.replace('hi', 'ho')),
    })
    await app.press('e')
    await app.press('P', 'e')
    const ran = 'edit {"id":"p1","body":"ho","resume":true}'
    expect(app.ran).toEqual([ran, ran])
  })

  test('a message is its content alone', async () => {
    const message = { direction: 'up', kind: 'text', data: Buffer.from('ping') }
    const texts = ['pong\n', '']
    const app = createTestApp({
      events: exchangeEvents('a'),
      paused: [{ ...pause, at: 'message', message } as unknown as Paused],
      source: editor(() => texts.shift()),
    })
    await app.press('e', 'e')
    expect(app.ran).toEqual([
      'edit {"id":"p1","body":"pong","resume":true}',
      'edit {"id":"p1","empty":true,"resume":true}',
    ])
  })

  test('one that is no text is left alone', async () => {
    const message = { direction: 'up', kind: 'binary', data: new Uint8Array([0, 255]) }
    const app = createTestApp({
      events: exchangeEvents('a'),
      paused: [{ ...pause, at: 'message', message } as unknown as Paused],
    })
    await app.press('e')
    expect(app.ui.note?.text).toMatch(/^Expected a message that is text to edit, got 2 other bytes/)
  })

  describe('and left while it was edited', () => {
    const gone = () => {
      throw new MiddleboxError('not_found', 'Expected the id of something paused, got "p1".')
    }

    test('a request is there to be sent anew', async () => {
      const paused = [pause]
      const seen: string[] = []
      const app = createTestApp({
        events: exchangeEvents('a'),
        paused,
        answer: (name) => (name === 'edit' ? gone() : undefined),
        source: editor((text) => text.replace('hi', 'ho').replace(/^# With.*\n/m, ''), seen),
      })
      await app.press('e')
      expect(app.ui.note?.text).toBe(
        'Expected it to wait still, but it went on meanwhile. e has your text, to be sent anew.',
      )
      paused.length = 0
      await app.press('e')
      expect(seen[1]).toMatch(/^\.http # Nothing was sent\. .*\n# .*\nGET http:\/\/a\.test\/\n\nho$/)
      expect(app.ran.at(-1)).toMatch(/^send \{.*"body":"ho","exchange":"a"\}$/)
    })

    test('an answer is shown', async () => {
      const response = { status: 200, reason: 'OK', fields: [], body }
      const app = createTestApp({
        events: exchangeEvents('a'),
        paused: [{ ...pause, at: 'response', response }],
        answer: gone,
        source: editor((text) => text.replace('hi', 'ho')),
      })
      await app.press('e')
      expect(app.ui.overlay).toMatchObject({ kind: 'text', text: '200 OK\n\nho' })
    })
  })
})

describe('a rule', () => {
  const rule = {
    definition: { name: 'slow', match: '', enabled: true, chance: 1, do: [] },
    explanation: '',
    matched: 0,
    acted: 0,
  }
  const shown = [
    {
      name: 'slow',
      match: '~d a',
      do: [{ fault: { latency: { latency: 1 } } }],
      source: 'command',
      explanation: 'x',
      matched: 3,
      acted: 1,
    },
  ]

  test('is edited as it could stand in a file', async () => {
    const seen: string[] = []
    const app = createTestApp({
      rules: [rule],
      answer: () => shown,
      source: editor((text) => text.replace('~d a', '~d b'), seen),
    })
    await app.press('#', 'e')
    expect(JSON.parse(seen[0]!.slice(6))).toEqual({
      name: 'slow',
      match: '~d a',
      do: [{ fault: { latency: { latency: 1 } } }],
    })
    expect(app.ran.at(-1)).toBe(
      'rule-replace {"name":"slow","rule":{"name":"slow","match":"~d b","do":[{"fault":{"latency":{"latency":1}}}]}}',
    )
  })

  test('is written anew, or refused', async () => {
    const app = createTestApp({ source: editor((text) => text.replace('new', 'mine')) })
    await app.press('#', 'n')
    expect(app.ran[0]).toMatch(/^rule-add \{"rule":\{"name":"mine"/)
    const wrong = createTestApp({ source: editor(() => '{') })
    await wrong.press('#', 'n')
    expect(wrong.ui.note?.text).toMatch(/^Expected a rule as JSON/)
    await wrong.run('rule edit')
    expect(wrong.ui.note?.text).toMatch(/^Expected a selected rule/)
  })
})
