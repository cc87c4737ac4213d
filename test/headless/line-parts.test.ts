import { expect, test } from 'vitest'
import { Ajv } from 'ajv'
import { clientPart, hopPart, timingsPart } from '../../src/headless/line-parts.ts'

const ajv = new Ajv({ strict: true, strictTuples: false })

test('phases are milliseconds or null, all six of them', () => {
  const validate = ajv.compile(timingsPart.json)
  const timings = { dns: null, connect: 1.5, tls: null, send: 0, wait: 3, receive: 2 }
  expect(validate(timings)).toBe(true)
  expect(validate({ ...timings, wait: '3' })).toBe(false)
  expect(validate({ dns: null })).toBe(false)
})

test('hops have pairs and causes, attempts only when there were some', () => {
  const validate = ajv.compile(hopPart.json)
  const causes = [{ side: 'request', op: 'set', name: 'Host', cause: 'host-from-target' }]
  expect(validate({ request: [['Host', 'a']], response: [], causes })).toBe(true)
  expect(validate({ request: ['Host', 'a'], response: [], causes })).toBe(false)
  expect(validate({ request: [], response: [], causes: [{ ...causes[0], op: 'replace' }] })).toBe(false)
})

test('protocols are the four of the contract', () => {
  const validate = ajv.compile(clientPart.json)
  expect(validate({ address: '::1', port: 1, protocol: 'h2c' })).toBe(true)
  expect(validate({ address: '::1', port: 1, protocol: 'http/3' })).toBe(false)
})
