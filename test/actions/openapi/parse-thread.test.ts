import { expect, test } from 'vitest'
import { systemClock } from '../../../src/kit/clock.ts'
import { work } from '../../../src/kit/work.ts'

const entry = new URL('../../../src/actions/openapi/parse-thread.ts', import.meta.url)

test('the value as JSON', async () => {
  expect(await work(entry, 'openapi: 3.1.0', 10_000, systemClock)).toEqual({ json: '{"openapi":"3.1.0"}' })
})

test('a mistake with its place', async () => {
  expect(await work(entry, 'a: [', 10_000, systemClock)).toMatchObject({ problem: { line: 1 } })
})
