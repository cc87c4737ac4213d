import { expect, test } from 'vitest'
import { decodeBody } from '../../../src/content/decode.ts'
import { getField } from '../../../src/kit/fields.ts'
import { commandBench } from '../../support/commands.ts'
import { requestEvent } from '../../support/events.ts'

test('a request of its own has a Host and a length', async () => {
  const { run, sent } = commandBench()
  await run('send', { url: 'http://other.test:81/x', method: 'POST', body: 'hello', headers: { 'X-A': ['1', '2'] } })
  expect(sent).toMatchObject([
    {
      method: 'POST',
      url: 'http://other.test:81/x',
      fields: ['Host', 'other.test:81', 'X-A', '1', 'X-A', '2', 'Content-Length', '5'],
    },
  ])
})

test('an exchange is sent with changes', async () => {
  const { run, sent } = commandBench()
  await run('send', { exchange: '1', set: { Accept: null, 'X-New': 'yes' } })
  await run('send', { exchange: '1', url: 'http://b.test/' })
  expect(sent.map(({ fields }) => fields)).toEqual([
    ['Host', 'api.test', 'X-New', 'yes'],
    ['Host', 'b.test', 'Accept', '*/*'],
  ])
  expect(sent.map(({ replayOf }) => replayOf)).toEqual(['1', '1'])
})

test('what came to a reverse site is sent there, unless it is for another server', async () => {
  const { run, sent, emit } = commandBench()
  emit(requestEvent('r', { mode: 'reverse', site: 0, url: 'http://site.test/a' }))
  for (const url of ['', 'http://site.test/b', 'http://other.test/a'])
    await run('send', { exchange: 'r', ...(url && { url }) })
  expect(sent.map(({ site }) => site)).toEqual([0, 0, undefined])
})

test('neither a URL nor an exchange is too little', async () => {
  await expect(commandBench().run('send', {})).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/got neither/),
  })
})

test('Host stays where it goes to the same server, and what somebody writes stands', async () => {
  const { run, sent } = commandBench()
  await run('send', {
    exchange: '1',
    headers: [
      ['Accept', '*/*'],
      ['host', 'api.test'],
    ],
    url: 'http://api.test/other',
  })
  await run('send', {
    exchange: '1',
    headers: [
      ['Accept', '*/*'],
      ['Host', 'mine.test'],
    ],
    url: 'http://b.test/',
  })
  await run('send', {
    exchange: '1',
    headers: [
      ['Accept', '*/*'],
      ['Host', 'api.test'],
    ],
    url: 'http://b.test/',
  })
  expect(sent.map(({ fields }) => fields)).toEqual([
    ['Accept', '*/*', 'host', 'api.test'],
    ['Accept', '*/*', 'Host', 'mine.test'],
    ['Accept', '*/*', 'Host', 'b.test'],
  ])
})

test('new content is coded as its fields say', async () => {
  const { run, sent } = commandBench()
  for (const coding of ['gzip', 'br', 'odd', 'identity'])
    await run('send', { url: 'http://a.test/', body: 'hello', headers: [['Content-Encoding', coding]] })
  const decoded = sent.map(({ body, fields }) =>
    Buffer.from(decodeBody([body!], getField(fields, 'content-encoding'), 100).bytes).toString(),
  )
  expect(decoded).toEqual(['hello', 'hello', 'hello', 'hello'])
  expect(sent.map(({ fields }) => getField(fields, 'content-encoding'))).toEqual(['gzip', 'br', undefined, 'identity'])
  expect(getField(sent[0]!.fields, 'content-length')).toBe(String(sent[0]!.body!.length))
})

test('a URL goes out as the bytes it is written in', async () => {
  const { run, sent } = commandBench()
  await run('send', { url: 'http://a.test/é' })
  await run('send', { url: 'http://a.test/\xe9', latin1: true })
  expect(sent.map(({ url }) => url)).toEqual(['http://a.test/\xc3\xa9', 'http://a.test/\xe9'])
})
