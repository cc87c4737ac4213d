import { describe, expect, test } from 'vitest'
import { answer } from '../../../src/api/toxiproxy/routes.ts'
import { fakeProxies } from '../../support/tcp-proxies.ts'

const db = { name: 'db', listen: '127.0.0.1:1', upstream: 'db.test:2' }
const latency = { type: 'latency', attributes: { latency: 5 } }

/** Calls one after the other; the last one's answer. */
async function after(...calls: readonly [method: string, path: string, body?: unknown][]) {
  const proxies = fakeProxies()
  let reply = { status: 0, body: '' }
  for (const [method, path, body = ''] of calls)
    reply = await answer(proxies, method, path, typeof body === 'string' ? body : JSON.stringify(body))
  return { proxies, status: reply.status, body: reply.body, json: /^[[{]/.test(reply.body) && JSON.parse(reply.body) }
}

const made = ['POST', '/proxies', db] as [string, string, unknown]
const slow = ['POST', '/proxies/db/toxics', latency] as [string, string, unknown]
const shownDb = { ...db, enabled: true, toxics: [] }
const shownLatency = {
  attributes: { latency: 5, jitter: 0 },
  name: 'latency_downstream',
  type: 'latency',
  stream: 'downstream',
  toxicity: 1,
}

describe('what each route answers', () => {
  test.each([
    ['create', [made], 201, shownDb],
    ['list', [made, ['GET', '/proxies']], 200, { db: shownDb }],
    ['list of none', [['GET', '/proxies']], 200, {}],
    ['show', [made, ['GET', '/proxies/db']], 200, shownDb],
    ['update', [made, ['PATCH', '/proxies/db', { upstream: 'b.test:3' }]], 200, { ...shownDb, upstream: 'b.test:3' }],
    ['update by POST', [made, ['POST', '/proxies/db', { enabled: false }]], 200, { ...shownDb, enabled: false }],
    ['populate', [['POST', '/populate', [db]]], 201, { proxies: [shownDb] }],
    ['create a toxic', [made, slow], 200, shownLatency],
    ['list toxics', [made, slow, ['GET', '/proxies/db/toxics']], 200, [shownLatency]],
    ['a proxy with its toxics', [made, slow, ['GET', '/proxies/db']], 200, { ...shownDb, toxics: [shownLatency] }],
    ['show a toxic', [made, slow, ['GET', '/proxies/db/toxics/latency_downstream']], 200, shownLatency],
    [
      'update a toxic: what is not named stays',
      [made, slow, ['PATCH', '/proxies/db/toxics/latency_downstream', { attributes: { jitter: 2 }, toxicity: 0.5 }]],
      200,
      { ...shownLatency, attributes: { latency: 5, jitter: 2 }, toxicity: 0.5 },
    ],
    ['version', [['GET', '/version']], 200, { version: '2.12.0' }],
  ] as [string, [string, string, unknown?][], number, unknown][])('%s', async (_what, calls, status, json) => {
    expect(await after(...calls)).toMatchObject({ status, json })
  })

  test.each([
    ['delete', [made, ['DELETE', '/proxies/db']]],
    ['delete a toxic', [made, slow, ['DELETE', '/proxies/db/toxics/latency_downstream']]],
    ['reset', [made, slow, ['POST', '/reset']]],
  ] as [string, [string, string, unknown?][]][])('%s: 204 and nothing', async (_what, calls) => {
    const { status, body, proxies } = await after(...calls)
    expect({ status, body }).toEqual({ status: 204, body: '' })
    expect(proxies.all.get('db')?.toxics ?? []).toEqual([])
  })
})

describe('errors', () => {
  test.each([
    ['no such proxy', [['GET', '/proxies/x']], 404, 'proxy not found'],
    ['nor its toxics', [['GET', '/proxies/x/toxics']], 404, 'proxy not found'],
    ['no such toxic', [made, ['GET', '/proxies/db/toxics/x']], 404, 'toxic not found'],
    ['nothing to delete', [['DELETE', '/proxies/x']], 404, 'proxy not found'],
    ['a name twice', [made, made], 409, 'proxy already exists'],
    ['a toxic twice', [made, slow, slow], 409, 'toxic already exists'],
    ['no name', [['POST', '/proxies', { upstream: 'a:1' }]], 400, 'missing required field: name'],
    ['no upstream', [['POST', '/proxies', { name: 'a' }]], 400, 'missing required field: upstream'],
    ['no body', [['POST', '/proxies', '']], 400, 'bad request body: EOF'],
    ['no JSON', [['POST', '/proxies', '{']], 400, /^bad request body: ./],
    ['a field of another kind', [['POST', '/proxies', { ...db, name: 5 }]], 400, /^bad request body: .*name.*5/],
    ['an unknown toxic', [made, ['POST', '/proxies/db/toxics', { type: 'rain' }]], 400, 'invalid toxic type'],
    [
      'a fault that is none of its own',
      [made, ['POST', '/proxies/db/toxics', { type: 'abort' }]],
      400,
      'invalid toxic type',
    ],
    [
      'a wrong stream',
      [made, ['POST', '/proxies/db/toxics', { type: 'latency', stream: 'sideways' }]],
      400,
      'stream was invalid, can be either upstream or downstream',
    ],
    [
      'a wrong attribute',
      [made, ['POST', '/proxies/db/toxics', { type: 'latency', attributes: { latency: '5s' } }]],
      400,
      /^bad request body: .*latency.*5s/,
    ],
    [
      'an attribute out of range',
      [made, ['POST', '/proxies/db/toxics', { type: 'latency', attributes: { latency: -1 } }]],
      400,
      /^bad request body: .*latency.*-1/,
    ],
  ] as [string, [string, string, unknown?][], number, string | RegExp][])('%s', async (_what, calls, status, error) => {
    const answered = await after(...calls)
    const message = typeof error === 'string' ? error : expect.stringMatching(error)
    expect(answered).toMatchObject({ status, json: { error: message, status } })
    expect(answered.body).toMatch(/\n$/)
  })

  test('paths and methods that there are not', async () => {
    for (const path of [
      '/',
      '/nix',
      '/proxies/',
      '/proxies/a/b',
      '/proxies/a/toxics/b/c',
      '/proxies//toxics',
      '/toString',
    ])
      expect(await answer(fakeProxies(), 'GET', path, '')).toMatchObject({ status: 404, body: '404 page not found\n' })
    expect(await answer(fakeProxies(), 'PUT', '/proxies', '')).toEqual({ status: 405, body: '' })
    expect(await answer(fakeProxies(), 'constructor', '/proxies', '')).toMatchObject({ status: 405 })
  })
})

test('names are decoded, and a query is not part of them', async () => {
  const name = 'a b/ü%'
  const { proxies } = await after(['POST', '/proxies', { ...db, name }])
  const reply = await answer(proxies, 'GET', `/proxies/${encodeURIComponent(name)}?x=/y`, '')
  expect(JSON.parse(reply.body)).toMatchObject({ name })
  await answer(proxies, 'POST', '/proxies', JSON.stringify({ ...db, name: '50%' }))
  expect(await answer(proxies, 'GET', '/proxies/50%', '')).toMatchObject({ status: 200 })
})
