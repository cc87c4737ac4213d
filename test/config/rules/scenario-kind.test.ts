import { expect, test } from 'vitest'
import { locate } from '../../../src/config/located.ts'
import { readScenario, scenarioKind } from '../../../src/config/rules/scenario-kind.ts'

test('an option is a text', () => {
  const place = { where: '--scenario', base: '/' }
  expect(scenarioKind.read('a 1s, b', place)?.phases.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(scenarioKind.read(7, place)).toBeUndefined()
  expect(() => scenarioKind.read('a, b', place)).toThrow('--scenario, column 1: Expected how long a lasts')
})

test('in a rule file, also a list', () => {
  expect(readScenario(locate(['a 1s', 'b 2s p=0.1', 'repeat'], 'rules.yml'))).toMatchObject({
    text: 'a 1s, b 2s p=0.1, repeat',
    repeat: true,
  })
  expect(() => readScenario(locate([['a']], 'rules.yml'))).toThrow('rules.yml[0]: Expected phases such as')
  expect(() => readScenario(locate({ a: 1 }, 'rules.yml'))).toThrow('Expected phases such as')
})
