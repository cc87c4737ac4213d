import { expect, test } from 'vitest'
import { createRequestLists, createResponseLists } from '../../src/reverse/header-lists.ts'
import { answer, contextOf, requestTo, upstreams } from '../support/reverse.ts'

test('denied fields go, allowed ones stay, and those a message needs', async () => {
  const fields = ['Host', 'a', 'Cookie', 'c', 'X-A', '1', 'x-a', '2', 'Content-Length', '0', 'Sec-WebSocket-Key', 'k']
  const sent = (lists: object) => {
    const { asked, next } = upstreams(answer())
    void createRequestLists(lists).handle(requestTo('http://a/', { fields }), next, contextOf())
    return asked[0]!
  }
  expect(sent({ deny: ['x-A', 'cookie'] }).head.fields).toEqual([
    'Host',
    'a',
    'Content-Length',
    '0',
    'Sec-WebSocket-Key',
    'k',
  ])
  expect(sent({ allow: ['Cookie'] }).head.fields).toEqual([
    'Host',
    'a',
    'Cookie',
    'c',
    'Content-Length',
    '0',
    'Sec-WebSocket-Key',
    'k',
  ])
  expect(sent({ deny: ['x-a'] }).patches).toHaveLength(2)
  expect(sent({ deny: ['other'] }).patches).toEqual([])
  const { next } = upstreams(answer(200, ['X-Secret', '1', 'B', '2']))
  expect(await createResponseLists({ deny: ['x-secret'] }).handle(requestTo(), next, contextOf())).toMatchObject({
    head: { fields: ['B', '2'] },
    patches: [{ cause: 'reverse response-headers' }],
  })
})
