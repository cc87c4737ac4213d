/** Bodies that rules change, as both sides saw them: what is recorded agrees with the wire, and the Diff tab shows it. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import type { BodyRecord, Exchange } from '../../src/model/exchange.ts'
import { diffTab } from '../../src/tui/detail/diff.ts'
import { plainLine } from '../../src/tui/theme/paint.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { startProxy, type TestProxy } from '../support/proxy.ts'
import { answering, rawClient, rawOrigin } from '../support/raw.ts'
import { ruleOf } from '../support/rules.ts'
import { tabView } from '../support/tab-view.ts'

const text = (body: BodyRecord | undefined) => body && Buffer.concat(body.chunks).toString()

const json = '{"items":[1,2],"total":2}'
const plain = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`

/** Posts the body and waits for an answer that matches. */
async function post(proxy: TestProxy, port: number, body: string, answer: RegExp): Promise<Exchange> {
  const client = await rawClient(proxy.port)
  const host = `127.0.0.1:${port}`
  client.send(`POST http://${host}/a HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  await client.until(answer)
  client.close()
  return proxy.ended()
}

async function diffOf(exchange: Exchange): Promise<string[]> {
  const view = tabView({ width: 78 })
  const lines = () => diffTab.page(exchange, view).lines.map((line) => plainLine(line).trimEnd())
  await vi.waitFor(() => expect(lines().join()).not.toContain('comparing'))
  return lines()
}

const rewrite = (name: string, attributes: object) => ruleOf('', 'rewrite', attributes, { name })

test('JSON that two rules change on its way up and down', async () => {
  await using origin = await rawOrigin(answering(plain))
  await using proxy = await startProxy({
    rules: [
      rewrite('add', { request: { body: { merge: { added: true } } }, response: { body: { merge: { total: 3 } } } }),
      rewrite('drop', { request: { body: { merge: { a: null } } } }),
    ],
  })
  const exchange = await post(proxy, origin.port, '{"a":1,"b":2}', /"total":3\}$/)
  const received = (await origin.connection()).received()
  expect(received).toMatch(/\r\n\r\n\{"b":2,"added":true\}$/)
  const { request, response } = exchange.changedBodies!
  expect([text(exchange.requestBody), text(request!.upstream)]).toEqual(['{"a":1,"b":2}', '{"b":2,"added":true}'])
  expect([text(response!.upstream), text(exchange.responseBody)]).toEqual([json, '{"items":[1,2],"total":3}'])
  expect([request!.causes, response!.causes]).toEqual([['rule add', 'rule drop'], ['rule add']])
  const lines = await diffOf(exchange)
  expect(lines).toEqual(
    expect.arrayContaining([
      '~ body: 13 B → 20 B                                        rule add, rule drop',
      '    - $.a: 1',
      '    + $.added: true',
      '~ body: 25 B → 25 B                                                   rule add',
      '    ~ $.total: 2 → 3',
    ]),
  )
})

test('under a content coding both versions are kept coded, and compared decoded', async () => {
  const coded = gzipSync(json)
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${coded.length}\r\n\r\n`
  await using origin = await rawOrigin(answering(head + coded.toString('latin1')))
  await using proxy = await startProxy({
    rules: [rewrite('edit', { response: { body: { replace: [{ pattern: '"total":2', with: '"total":9' }] } } })],
  })
  const exchange = await post(proxy, origin.port, '', /\r\n\r\n.+/s)
  const { upstream } = exchange.changedBodies!.response!
  expect(Buffer.concat(upstream!.chunks)).toEqual(coded)
  expect(gunzipSync(Buffer.concat(exchange.responseBody.chunks)).toString()).toBe('{"items":[1,2],"total":9}')
  expect(await diffOf(exchange)).toContain('    ~ $.total: 2 → 9')
})

test('bodies replaced as a whole: of the request both versions are there, of the response none is waited for', async () => {
  await using origin = await rawOrigin(answering(plain))
  await using proxy = await startProxy({
    rules: [rewrite('whole', { request: { body: { text: 'sent' } }, response: { body: { text: 'got' } } })],
  })
  const exchange = await post(proxy, origin.port, 'written', /got$/)
  expect((await origin.connection()).received()).toMatch(/\r\n\r\nsent$/)
  expect(text(exchange.requestBody)).toBe('written')
  expect(text(exchange.changedBodies!.request!.upstream)).toBe('sent')
  expect(exchange.changedBodies!.response).toEqual({ causes: ['rule whole'] })
  const lines = await diffOf(exchange)
  expect(lines).toContain('~ body: not read → 3 B                                              rule whole')
})

test('no more is kept than of any body', async () => {
  await using origin = await rawOrigin(answering(plain))
  await using proxy = await startProxy({
    history: { ...defaultOptions.history, maxBody: 4 },
    rules: [rewrite('r', { request: { body: { merge: { c: 1 } } }, response: { body: { merge: { c: 1 } } } })],
  })
  const { changedBodies } = await post(proxy, origin.port, '{"a":1}', /"c":1\}$/)
  expect(changedBodies!.request!.upstream).toMatchObject({ size: 13, kept: 4 })
  expect(changedBodies!.response!.upstream).toMatchObject({ size: json.length, kept: 4 })
})

test('rules that leave the bytes as they are change no body', async () => {
  await using origin = await rawOrigin(answering(plain))
  await using proxy = await startProxy({
    rules: [rewrite('r', { request: { body: { merge: {} } }, response: { body: { merge: { total: 2 } } } })],
  })
  const exchange = await post(proxy, origin.port, '{"a":1}', /"total":2\}$/)
  expect(exchange.changedBodies).toBeUndefined()
  expect(proxy.events.some(({ type }) => type === 'body')).toBe(false)
})
