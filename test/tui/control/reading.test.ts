import { describe, expect, test } from 'vitest'
import { bodyOf, endEvent, exchangeEvents, requestEvent, responseEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

const two = [...exchangeEvents('a'), ...exchangeEvents('b')]
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
]

describe.each(sizes)('what is read stays, at $columns × $rows', (size) => {
  test('when newer ones come', async () => {
    const app = createTestApp({ ...size, events: two })
    await app.press('enter', '2')
    app.feed(...exchangeEvents('c'), ...exchangeEvents('d'))
    expect([app.selected()?.id, app.ui.follow]).toEqual(['b', true])
    expect(app.screen()).toContain('2 newer')
    await app.press('r')
    expect(app.ran).toEqual(['replay {"exchange":"b"}'])
    await app.press('q')
    expect([app.selected()?.id, app.ui.follow]).toEqual(['b', false])
    expect(app.screen()).toContain('not following')
  })

  test('when it is evicted: it is looked at, and that is all', async () => {
    const app = createTestApp({ ...size, events: two, maxExchanges: 2 })
    await app.press('g', 'enter')
    expect(app.screen()).not.toContain('no longer kept')
    app.feed(...exchangeEvents('c'), ...exchangeEvents('d'))
    expect(app.selected()?.id).toBe('a')
    expect(app.screen()).toMatch(/no longer kept +GET http:\/\/api\.test\/users/)
    await app.press('r', 'm', 'e', ';', 't')
    expect([app.ran, app.asked, app.ui.prompt, app.ui.taken]).toEqual([[], [], undefined, undefined])
    expect(app.ui.note?.text).toContain('Expected an exchange that is still kept, got one that is no longer.')
    await app.press('y')
    expect(app.asked).toEqual(['clipboard http://api.test/users'])
    await app.press('space')
    expect(app.selected()?.id).toBe('c')
  })
})

test('the newest is still followed when none came meanwhile', async () => {
  const app = createTestApp({ events: two })
  await app.press('enter', 'q')
  app.feed(...exchangeEvents('c'))
  expect([app.selected()?.id, app.ui.follow]).toEqual(['c', true])
})

test('newer rows come into the window of the list as long as what is read stays in it', async () => {
  const app = createTestApp({ events: two, rows: 24 })
  await app.run('layout below')
  await app.press('enter')
  for (let i = 0; i < 30; i++) app.feed(...exchangeEvents(`x${i}`))
  expect([app.list.rows[app.ui.top]?.id, app.ui.cursor]).toEqual(['b', 1])
})

test('a filter changes what is read only where the list has the keys', async () => {
  const other = [
    requestEvent('post', { url: 'http://other.test/' }),
    responseEvent('post'),
    endEvent('post', { responseBody: bodyOf('x') }),
  ]
  const app = createTestApp({ events: [...other, ...exchangeEvents('a')], columns: 200, rows: 60 })
  await app.press('enter')
  await app.run('filter ~d other')
  expect([app.selected()?.id, app.list.rows.length]).toEqual(['a', 1])
  await app.press('tab')
  expect(app.selected()?.id).toBe('post')
})

test('what is taken away by hand makes room for the next one', async () => {
  const app = createTestApp({
    events: [...two, ...exchangeEvents('c')],
    answer: (name) => name === 'delete' && app.source.store.apply({ type: 'forgotten', at: 0, ids: ['a'] }),
  })
  await app.press('g', 'enter', 'd')
  expect([app.ran, app.selected()?.id, app.ui.detail.open]).toEqual([['delete {"exchanges":"a"}'], 'b', true])
})
