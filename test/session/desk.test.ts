import { describe, expect, test } from 'vitest'
import { bytes, commandBench } from '../support/commands.ts'

describe('what is held', () => {
  test('is told, listed, and told again when it goes', () => {
    const { hold, desk, events, clock, store } = commandBench()
    hold()
    expect(events).toMatchObject([
      { type: 'paused', id: '1', at: clock.now(), pause: { id: 'p1', at: 'request', then: 'resume', rule: 'r' } },
    ])
    expect(store.get('1')?.paused).toHaveLength(1)
    expect(desk.find('1')).toBe(desk.find('p1'))
    expect(desk.release('p1', { kind: 'resume' })).toBe(true)
    expect(events.at(-1)).toMatchObject({ type: 'resumed', id: '1', pause: 'p1', reason: 'resumed' })
    expect(store.get('1')?.paused).toBeUndefined()
    expect(desk.release('p1', { kind: 'resume' })).toBe(false)
  })

  test('goes at its time limit, either way, with the edits made so far', async () => {
    const { hold, desk, releases, clock, events } = commandBench()
    hold({ timeout: 1000 })
    hold({ timeout: 1000, then: 'drop' })
    hold({ timeout: 2000 })
    desk.edit('p1', { method: 'PUT' })
    desk.release('p3', { kind: 'resume' })
    clock.advance(5000)
    await Promise.resolve()
    expect(releases).toEqual([{ kind: 'resume' }, { kind: 'resume', edit: { method: 'PUT' } }, { kind: 'drop' }])
    expect(events.flatMap((event) => (event.type === 'resumed' ? [event.reason] : []))).toEqual([
      'resumed',
      'timeout',
      'timeout',
    ])
  })

  test('leaves with its client', async () => {
    const { hold, gone, releases, desk, events } = commandBench()
    hold()
    gone.abort()
    hold()
    await Promise.resolve()
    expect(releases).toEqual([{ kind: 'gone' }, { kind: 'gone' }])
    expect(desk.list()).toEqual([])
    expect(events.filter(({ type }) => type === 'resumed')).toMatchObject([{ reason: 'gone' }])
  })

  test('goes on when the session ends, and nothing is held after that', async () => {
    const { hold, desk, releases, events } = commandBench()
    hold()
    desk.close()
    hold()
    await Promise.resolve()
    expect(releases).toEqual([{ kind: 'resume' }, { kind: 'resume' }])
    expect(events.filter(({ type }) => type === 'resumed')).toMatchObject([{ reason: 'closed' }])
  })
})

test('edits add up, and a release can bring the last one', async () => {
  const { hold, desk, releases, events } = commandBench()
  hold()
  desk.edit('p1', { method: 'PUT' })
  expect(desk.edit('1', { method: 'PATCH', body: bytes('x') }).request.method).toBe('PATCH')
  desk.release('p1', { kind: 'resume', edit: { fields: [] } })
  await Promise.resolve()
  expect(releases).toEqual([{ kind: 'resume', edit: { method: 'PATCH', body: bytes('x'), fields: [] } }])
  expect(events.at(-1)).toMatchObject({ reason: 'edited' })
  expect(() => desk.edit('p1', {})).toThrow('Expected the id of something paused, got "p1".')
})

test('the one that waits longest is its exchange’s, and all can go at once', () => {
  const { hold, desk } = commandBench()
  hold()
  hold()
  expect(desk.find('1')?.id).toBe('p1')
  expect(desk.releaseAll()).toBe(2)
  expect(desk.find('1')).toBeUndefined()
})

test('a full desk lets what comes go on, and says so once', async () => {
  const { hold, desk, releases, events } = commandBench()
  for (let i = 0; i < 1002; i++) hold()
  await Promise.resolve()
  expect(desk.list()).toHaveLength(1000)
  expect(releases).toEqual([{ kind: 'resume' }, { kind: 'resume' }])
  const said = () => events.filter(({ type }) => type === 'warning')
  expect(said()).toMatchObject([{ code: 'desk_full', message: expect.stringMatching(/^1000 exchanges are paused/) }])
  desk.releaseAll()
  const large = { data: new Uint8Array(200 * 1024 * 1024), complete: true }
  hold({ request: { method: 'POST', url: 'http://a.test/', fields: [], body: large } })
  hold({ request: { method: 'POST', url: 'http://a.test/', fields: [], body: large } })
  expect(desk.list()).toHaveLength(1)
  expect(said()).toHaveLength(2)
})
