/** A switched connection as it is watched: messages of WebSockets, bytes of the rest, and bad frames named, never held back. */
import { describe, expect, test } from 'vitest'
import { watchSwitched } from '../../src/engine/websocket.ts'
import { encodeFrame } from '../../src/messages/frame-writer.ts'
import type { Failure, RequestHead } from '../../src/model/message.ts'
import { exchangeOf, testCore } from '../support/core.ts'

function watch(change: Partial<RequestHead>) {
  const core = testCore()
  const { exchange } = exchangeOf(core, 'upgrade', change)
  const ends: (Failure | undefined)[] = []
  const observer = watchSwitched(core, exchange, (failure) => {
    ends.push(failure)
    exchange.finish('complete')
  })
  return { core, exchange, observer, ends }
}

const websocket = { fields: ['Host', 'a.test', 'Upgrade', 'WebSocket'] }
const hello = encodeFrame('text', Buffer.from('hello'))

describe('a WebSocket', () => {
  test.each([
    ['over HTTP/1', websocket],
    ['over h2', { method: 'CONNECT', version: '2' as const, protocol: 'websocket', fields: [] }],
  ])('%s tells its messages in both directions, however they are cut', (_name, head) => {
    const { core, observer } = watch(head)
    observer.up(hello.subarray(0, 3))
    expect(core.of('message')).toEqual([])
    observer.up(hello.subarray(3))
    observer.down(Buffer.concat([hello, encodeFrame('ping', Buffer.from(''))]))
    expect(
      core.of('message').map(({ message }) => [message.direction, message.kind, Buffer.from(message.data).toString()]),
    ).toEqual([
      ['up', 'text', 'hello'],
      ['down', 'text', 'hello'],
      ['down', 'ping', ''],
    ])
  })

  test('counts the bytes of its frames', () => {
    const { core, observer, ends } = watch(websocket)
    observer.up(hello)
    observer.down(hello)
    observer.down(hello)
    observer.closed(undefined)
    expect(ends).toEqual([undefined])
    expect(core.of('end')).toMatchObject([{ requestBody: { size: 7 }, responseBody: { size: 14 } }])
  })

  test('knows who has said goodbye', () => {
    const { observer } = watch(websocket)
    expect(observer.goodbyes).toEqual({ up: false, down: false })
    observer.down(encodeFrame('close', Buffer.from('')))
    expect(observer.goodbyes).toEqual({ up: false, down: true })
    observer.up(encodeFrame('close', Buffer.from('')))
    expect(observer.goodbyes).toEqual({ up: true, down: true })
  })

  test('whose frames cannot be read is warned about at its end', () => {
    const { core, exchange, observer } = watch(websocket)
    observer.down(Buffer.from([0x83, 0]))
    expect(core.of('warning')).toEqual([])
    observer.closed(undefined)
    expect(core.of('warning')).toMatchObject([
      { exchange: exchange.id, message: expect.stringMatching(/frames of a WebSocket could not be read: ./) },
    ])
  })
})

test('another protocol is counted and kept, and has no messages', () => {
  const { core, observer, ends } = watch({ fields: ['Upgrade', 'foo/2'] })
  const failure: Failure = { code: 'upstream_reset', message: 'reset', leg: 'upstream' }
  observer.up(hello)
  observer.down(Buffer.from('raw'))
  observer.closed(failure)
  expect(ends).toEqual([failure])
  expect(core.of('message')).toEqual([])
  expect(observer.goodbyes).toBeUndefined()
  const [end] = core.of('end')
  expect([end!.requestBody.size, Buffer.concat(end!.responseBody.chunks).toString()]).toEqual([7, 'raw'])
})
