import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { limitDefinitions } from '../../src/config/limits.ts'
import { optionEntries } from '../../src/config/options.ts'
import { configSchema } from '../../src/config/schema.ts'

const schema = configSchema() as { properties: Record<string, Record<string, unknown>> }

test('every option and every limit has its property, with help and default', () => {
  expect(Object.keys(schema.properties)).toEqual([...optionEntries.map(([key]) => key), 'reverse', 'limits'])
  expect(Object.keys(schema.properties['limits']!['properties'] as object)).toEqual(Object.keys(limitDefinitions))
  expect(schema.properties['listenPort']).toEqual({
    description: 'Port to listen on; 0 = any free port. Default: 8080.',
    type: 'integer',
    minimum: 0,
    maximum: 65_535,
  })
})

test('what may be given several times is a value or a list of them', () => {
  expect(schema.properties['ignoreHosts']).toMatchObject({
    anyOf: [
      { type: 'string', format: 'regex' },
      { type: 'array', items: { type: 'string', format: 'regex' } },
    ],
  })
})

test('its patterns take what the program takes', () => {
  const matches = (pattern: unknown, value: string) => new RegExp(String(pattern)).test(value)
  const { maxBody, connectTimeout, seed } = schema.properties
  for (const size of ['1', '64k', '1.5 MiB', '3GB']) expect(matches(maxBody!['pattern'], size)).toBe(true)
  for (const size of ['k', '1x', '-1']) expect(matches(maxBody!['pattern'], size)).toBe(false)
  for (const time of ['0', '500ms', '1m30s', '5']) expect(matches(connectTimeout!['pattern'], time)).toBe(true)
  expect(matches(connectTimeout!['pattern'], 'soon')).toBe(false)
  expect(matches(seed!['pattern'], 'xyz')).toBe(false)
})

test('a validator knows it, and judges as the program does', () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true, formats: { regex: true } }).compile(configSchema())
  const good = {
    listenPort: 0,
    maxBody: '1m',
    connectTimeout: 5,
    cert: ['a.pem'],
    ignoreHosts: 'x',
    limits: { headTimeout: '5s' },
  }
  expect(validate(good)).toBe(true)
  const bad = [
    { listenPort: 70_000 },
    { maxBody: 'big' },
    { limits: { headTimeout: 5 } },
    { listenprt: 1 },
    { framing: 'loose' },
  ]
  for (const config of bad) expect(validate(config)).toBe(false)
})
