import { expect, test } from 'vitest'
import { commonProxy, curlProxy } from '../../src/clients/client.ts'
import { clients } from '../../src/clients/index.ts'

test('libcurl never reads HTTP_PROXY in capitals, and reads capitals for https', () => {
  expect(curlProxy.http).not.toContain('HTTP_PROXY')
  expect(curlProxy.https).toContain('HTTPS_PROXY')
})

test('lower case comes first in the usual order', () => {
  for (const names of Object.values(commonProxy)) expect(names[0]).toBe(names[1].toLowerCase())
})

test('every client has an id of its own, a source and a program to find it by', () => {
  expect(new Set(clients.map(({ id }) => id)).size).toBe(clients.length)
  for (const { id, source, commands } of clients) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(URL.canParse(source.split(' ')[0]!)).toBe(true)
    expect(commands).not.toHaveLength(0)
  }
})
