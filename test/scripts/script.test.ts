import { describe, expect, test } from 'vitest'
import type { Context } from '../../src/model/contract.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import type { Request } from '../../src/model/message.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { Script } from '../../src/scripts/script.ts'
import { buildExchange } from '../support/exchange.ts'
import { contextFor, read } from '../support/origin.ts'
import { answerOf, ledger, requestOf } from '../support/rules.ts'
import { opened, scriptFile, scriptWorld } from '../support/script.ts'

async function open(text: string, name?: string) {
  const file = await scriptFile(text, name)
  const { world, said, marks } = scriptWorld()
  const script = await opened(file, Script.open(file.path, world))
  return {
    script,
    said,
    marks,
    file,
    async [Symbol.asyncDispose]() {
      await script.close()
      await file[Symbol.asyncDispose]()
    },
  }
}

const dice = () => 0

function contextOf(change: Partial<Context> = {}): Context {
  return { ...contextFor({}).context, ...change }
}

const changed = (became: Request | Verdict): Request => {
  if ('kind' in became) throw new Error(`expected a request, got ${became.kind}`)
  return became
}

describe('requests', () => {
  test('a module without the hook passes them at once', async () => {
    await using opened = await open('export const onExchange = () => {}')
    const request = requestOf()
    expect(opened.script.on(contextOf(), dice).onRequest(request)).toBe(request)
  })

  test('changes are in the ledger; a body that nobody asked for is the same object', async () => {
    await using opened = await open("export const onRequest = (request) => request.headers.set('X-A', '1')")
    const request = requestOf({ method: 'POST', body: 'hi' })
    const became = changed(await opened.script.on(contextOf(), dice).onRequest(request))
    expect(became.body).toBe(request.body)
    expect(ledger(became.patches)).toEqual(['add 1 X-A=1 (script fix.ts)'])
  })

  test('a body that was looked at passes on', async () => {
    await using opened = await open('export const onRequest = async (request, { log }) => log(await request.text())')
    const became = changed(
      await opened.script.on(contextOf(), dice).onRequest(requestOf({ method: 'POST', body: 'hi' })),
    )
    expect((await read(became.body)).text).toBe('hi')
    expect(opened.said).toEqual(['script_log fix.ts: hi #1'])
  })

  test('an answer is a mock, drop resets, and what the client sends is read', async () => {
    await using opened = await open(
      "export const onRequest = ({ method }) => (method === 'GET' ? { body: 'x' } : 'drop')",
    )
    const at = opened.script.on(contextOf(), dice)
    expect(await at.onRequest(requestOf())).toMatchObject({ kind: 'respond', from: 'mock' })
    const request = requestOf({ method: 'POST', body: 'hi' })
    expect(await at.onRequest(request)).toMatchObject({ kind: 'abort', how: 'reset' })
    expect(request.body.used).toBe(true)
  })
})

describe('responses', () => {
  const text = `
export const onRequest = (request, { state }) => void (state.path = new URL(request.url).pathname)
export const onResponse = async (response, { state, request }) => {
  if (state.path === '/edit') response.body = (await response.text()) + ' ' + request.method
  if (state.path === '/replace') return { status: 503 }
  if (state.path === '/drop') return 'drop'
}`

  test('edited, replaced, dropped, and left alone', async () => {
    await using opened = await open(text)
    const ask = async (path: string) => {
      const at = opened.script.on(contextOf({ id: path }), dice)
      const request = changed(await at.onRequest(requestOf({ path })))
      const answer = answerOf('text')
      return { answer, verdict: await at.onResponse(answer, request) }
    }
    const edited = (await ask('/edit')).verdict
    expect(edited.kind === 'respond' && (await read(edited.body)).text).toBe('text GET')
    const replaced = await ask('/replace')
    expect(replaced.verdict).toMatchObject({ head: { status: 503 }, from: 'mock' })
    const dropped = await ask('/drop')
    expect(dropped.verdict.kind).toBe('abort')
    expect([replaced.answer.body.used, dropped.answer.body.used]).toEqual([true, true])
    const same = await ask('/other')
    expect(same.verdict).toBe(same.answer)
  })

  test('a body that it puts in place of another is told, with the other when it was read', async () => {
    await using opened = await open(`
export const onRequest = async (request) => {
  if (request.method === 'POST') request.body = (await request.text()).toUpperCase()
}
export const onResponse = async (response, { request }) => {
  if (request.url.endsWith('/read')) response.body = (await response.text()) + '!'
  if (request.url.endsWith('/blind')) response.body = 'new'
  if (request.url.endsWith('/answer')) return { status: 503 }
}`)
    const told = async (path: string, body: string) => {
      const events: ProxyEvent[] = []
      const at = opened.script.on(contextOf({ emit: (event) => void events.push(event) }), dice)
      const request = changed(await at.onRequest(requestOf({ path, method: 'POST', body })))
      await at.onResponse(answerOf('text'), request)
      return events.map((event) =>
        event.type === 'body' ? [event.side, event.cause, event.body && String(Buffer.concat(event.body.chunks))] : [],
      )
    }
    const sent = ['request', 'script fix.ts', 'HI']
    expect(await told('/read', 'hi')).toEqual([sent, ['response', 'script fix.ts', 'text']])
    expect(await told('/blind', 'hi')).toEqual([sent, ['response', 'script fix.ts', undefined]])
    expect(await told('/answer', 'hi')).toEqual([sent, ['response', 'script fix.ts', undefined]])
    expect(await told('/other', 'HI')).toEqual([])
  })

  test('a switch of protocols is not asked about', async () => {
    await using opened = await open(text)
    const verdict = { kind: 'switch', head: answerOf().head, from: 'upstream', patches: [] } as const
    expect(opened.script.on(contextOf(), dice).onResponse(verdict, requestOf())).toBe(verdict)
  })
})

test('messages of a WebSocket are asked about one by one', async () => {
  await using opened = await open(`
export const onMessage = (message) => {
  if (message.data === 'drop') return 'drop'
  if (message.data === 'edit') message.data = 'edited'
  if (typeof message.data !== 'string') message.data = message.data.map((byte) => byte + 1)
}`)
  const plan: Plan = { down: [], up: [], dial: [], random: dice }
  const fields = ['Sec-WebSocket-Extensions', 'permessage-deflate']
  const at = opened.script.on(contextOf({ kind: 'upgrade', arm: () => plan }), dice)
  expect(changed(await at.onRequest(requestOf({ fields }))).head.fields).toEqual([])
  const [{ stage }] = plan.messages as [NonNullable<Plan['messages']>[number]]
  const ask = (kind: 'text' | 'binary', data: string | number[]) =>
    stage({ direction: 'up', kind, data: Buffer.from(data as string) }, new AbortController().signal)
  expect(await ask('text', 'pass')).toBe('pass')
  expect(await ask('text', 'drop')).toBe('drop')
  expect(await ask('text', 'edit')).toEqual({ kind: 'text', data: Buffer.from('edited') })
  expect(await ask('binary', [1, 2])).toEqual({ kind: 'binary', data: new Uint8Array([2, 3]) })
})

test('it is told the end of the exchanges that it saw, and of no others', async () => {
  await using opened = await open('export const onExchange = ({ id, status }, { note }) => note(`${id} ${status}`)')
  opened.script.on(contextOf({ id: 'a' }), dice)
  await opened.script.ended(buildExchange({ id: 'b' }))
  opened.script.on(contextOf({ id: 'c' }), dice)
  opened.script.forget('c')
  await opened.script.ended(buildExchange({ id: 'c' }))
  await opened.script.ended(buildExchange({ id: 'a', status: 204 }))
  expect(opened.marks).toEqual([expect.objectContaining({ exchange: 'a', comment: 'a 204' })])
})

test('after its worker has ended a new one takes the next call', async () => {
  await using opened = await open(
    "export const onRequest = ({ url }) => { if (url.endsWith('/exit')) process.exit(1); return { body: 'x' } }",
  )
  const request = requestOf({ path: '/exit' })
  expect(await opened.script.on(contextOf(), dice).onRequest(request)).toBe(request)
  expect(await opened.script.on(contextOf(), dice).onRequest(requestOf())).toMatchObject({ kind: 'respond' })
})

test('a worker that does not start again is said once, and everything passes', async () => {
  await using opened = await open('export const onRequest = () => process.exit(1)')
  await opened.file.write('throw new Error("now broken")')
  const request = requestOf()
  for (let count = 0; count < 3; count++)
    expect(await opened.script.on(contextOf(), dice).onRequest(request)).toBe(request)
  expect(opened.said.slice(1)).toEqual([
    'script_ended fix.ts:1:7: Error: now broken. The script is off until one of its files changes.',
  ])
})

test('only modules are scripts', async () => {
  await expect(open('', 'fix.txt')).rejects.toThrow(
    'fix.txt: Expected a module ending in .ts, .mts, .js or .mjs, got ".txt".',
  )
})
