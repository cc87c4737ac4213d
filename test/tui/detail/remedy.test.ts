import { expect, test } from 'vitest'
import { listenersOf, remedyFor } from '../../../src/tui/detail/remedy.ts'

const reverse = (port: number, site: number) => ({ mode: 'reverse', site, url: `http://127.0.0.1:${port}` }) as const
const forward = { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca: '/my ca.pem', seed: '' } as const
const advice = { command: 'mbx', env: 'eval "$(mbx ca env)"', trust: 'mbx ca trust' }

const inShell = {
  where: 'In its shell',
  line: advice.env,
  or: 'or let it trust /my ca.pem',
  other: "curl --cacert '/my ca.pem'",
}
const inFront = (port: number) => ({
  where: 'For one request',
  line: `curl --cacert '/my ca.pem' https://localhost:${port}/`,
  or: 'or for browsers, on this machine',
  other: 'mbx ca trust',
})

test('each failure gets what helps at its own listener', () => {
  const source = { listening: forward, others: [reverse(8000, 0), reverse(8001, 1)], advice }
  expect(remedyFor(source)).toEqual(inShell)
  expect(remedyFor(source, {})).toEqual(inShell)
  expect(remedyFor(source, { site: 1 })).toEqual(inFront(8001))
  expect(remedyFor({ listening: forward, advice }, {})).toEqual(inShell)
})

test('where there is no forward listener, nothing is for a shell', () => {
  expect(remedyFor({ listening: { ...forward, ...reverse(8000, 0) }, advice })).toEqual(inFront(8000))
})

test('a forward listener stands before the others', () => {
  const source = { listening: { ...forward, ...reverse(8000, 0) }, others: [reverse(8001, 1), forward] }
  expect(listenersOf(source).map(({ url }) => url.slice(-4))).toEqual(['8080', '8000', '8001'])
})
