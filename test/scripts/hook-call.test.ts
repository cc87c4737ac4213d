import { expect, test } from 'vitest'
import { callHook } from '../../src/scripts/hook-call.ts'
import type { Call, FromWorker } from '../../src/scripts/protocol.ts'

const facts = { id: '7', client: { address: '127.0.0.1', port: 1, protocol: 'h2' }, mode: 'forward' as const }
const request = { method: 'GET', url: 'http://a.test/', fields: ['Host', 'a.test'] }
const response = { status: 200, reason: 'OK', fields: [] }
const calls = {
  onRequest: { hook: 'onRequest', facts, request },
  onResponse: { hook: 'onResponse', facts, request, response },
  onMessage: { hook: 'onMessage', facts, request, message: { direction: 'up', data: 'hi' } },
} satisfies Record<string, Call>

type Given = Record<string, any> // oxlint-disable-line typescript/no-explicit-any -- a hook of the user's may do anything

function run(name: keyof typeof calls, hook: (given: Given, context: Given) => unknown, state: object = {}) {
  const posted: FromWorker[] = []
  const content = async () => ({ bytes: Buffer.from('body') })
  const world = { state, content, post: (message: FromWorker) => void posted.push(message) }
  return callHook(hook as never, calls[name], world).then((result) => ({ result, posted }))
}

test('a hook that does nothing passes', async () => {
  for (const name of Object.keys(calls) as (keyof typeof calls)[])
    expect((await run(name, () => undefined)).result).toEqual({ kind: 'pass' })
})

test('what a hook changes is read back', async () => {
  const { result } = await run('onRequest', async (given) => {
    given['method'] = 'POST'
    given['url'] = new URL('http://b.test/')
    given['headers'].set('A', '1')
    given['body'] = (await given['text']()) + '!'
  })
  expect(result).toEqual({
    kind: 'change',
    change: {
      method: 'POST',
      url: 'http://b.test/',
      fields: ['Host', 'a.test', 'A', '1'],
      body: new Uint8Array(Buffer.from('body!')),
    },
  })
  const answer = await run('onResponse', (given) => void Object.assign(given, { status: 404, reason: 'No' }))
  expect(answer.result).toEqual({ kind: 'change', change: { status: 404, reason: 'No' } })
  const message = await run('onMessage', (given) => void (given['data'] = new Uint8Array([1])))
  expect(message.result).toEqual({ kind: 'change', change: { data: new Uint8Array([1]) } })
})

test('what it says goes with the exchange, and the state is shared', async () => {
  const state = { n: 1 }
  const { posted } = await run(
    'onResponse',
    (_response, context) => {
      context['log']('a %s', 'b', context['request'].url, context['state'].n)
      context['tag']('x')
      context['note']('why')
    },
    state,
  )
  expect(posted).toEqual([
    { type: 'log', id: '7', text: 'a b http://a.test/ 1' },
    { type: 'mark', id: '7', tags: ['x'] },
    { type: 'mark', id: '7', comment: 'why' },
  ])
})

test.each<[keyof typeof calls, (given: Given) => unknown, string]>([
  ['onRequest', (given) => void (given['method'] = 5), 'Expected request.method to be a method such as POST, got 5'],
  ['onRequest', (given) => void (given['method'] = 'CONNECT'), 'got "CONNECT"'],
  [
    'onRequest',
    (given) => void (given['url'] = '/path'),
    'Expected request.url to be an http or https URL, got "/path"',
  ],
  ['onRequest', (given) => void (given['headers'] = {}), 'Expected headers to be changed by set, append and delete'],
  ['onRequest', (given) => void (given['body'] = {}), 'Expected body to be a text or a Uint8Array, got an object'],
  ['onResponse', (given) => void (given['status'] = 700), 'Expected a status from 200 to 599, got 700'],
  ['onMessage', () => 'text', `Expected nothing or 'drop', got "text"`],
  ['onMessage', (given) => void (given['data'] = 5), 'Expected message.data to be a text or a Uint8Array, got 5'],
  ['onRequest', () => Promise.reject(new Error('own')), 'own'],
])('%s: %# is refused', async (name, hook, message) => {
  await expect(run(name, hook)).rejects.toThrow(message)
})
