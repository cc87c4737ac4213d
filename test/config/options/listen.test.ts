import { expect, test } from 'vitest'
import { options } from '../../../src/config/options.ts'
import { listenOptions } from '../../../src/config/options/listen.ts'

test('they are in the table, and bind nothing but loopback unless told', () => {
  expect(options).toMatchObject(listenOptions)
  expect(listenOptions.listenPort).toMatchObject({ letter: 'p', shown: '8080' })
  expect(listenOptions.listenHost.shown).toBe('127.0.0.1')
})

test('proxies listen where they are told; run takes a free port', () => {
  expect(listenOptions.listenPort.commands).toEqual(['forward', 'reverse'])
  expect(listenOptions.tlsCert.commands).toEqual(['reverse'])
  expect(listenOptions.ignoreHosts.commands).toContain('run')
})
