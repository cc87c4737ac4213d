import { describe, expect, test } from 'vitest'
import { checkRuntime, inRange } from '../../../../src/cli/commands/doctor/runtime.ts'

describe('inRange', () => {
  test.each([
    ['24.15.0', '>=24.15.0', true],
    ['24.9.9', '>=24.15.0', false],
    ['v26.1.0', '>=24.15.0', true],
    ['25.1.0', '^24.15.0 || >=25.7.0', false],
    ['25.7.0', '^24.15.0 || >=25.7.0', true],
    ['24.16.1', '^24.15.0 || >=25.7.0', true],
    ['27.0.0', '>=24.0.0 <26', false],
    ['24.10.0', '24.2', true],
  ])('%s in %s: %s', (version, range, expected) => expect(inRange(version, range)).toBe(expected))
})

test('the runtime of these tests is good by package.json, an old one is bad', () => {
  expect(checkRuntime(process.versions.node)).toMatchObject({ mark: 'ok' })
  expect(checkRuntime('20.20.2')).toMatchObject({
    mark: 'bad',
    text: expect.stringMatching(/^Expected Node .*, got 20\.20\.2$/),
  })
})
