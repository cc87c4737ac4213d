import { describe, expect, test } from 'vitest'
import { actionNames, readRules, ruleKeys } from '../../../src/config/rules/read-rules.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { listed } from '../../support/located.ts'

const read = async (yaml: string) => readRules(await listed(yaml), { base: '/base', paths: [] })

describe('readRules', () => {
  test('everything a rule can say', async () => {
    const [rule] = await read(`
- name: payments are slow
  match: "~d payments & ~m POST"
  enabled: false
  chance: 30%
  first: 10
  every: 2
  after: 1
  times: 3
  schedule: { from: 10s, until: 1m30s }
  do:
    - respond: { status: 503 }
    - fault: { latency: { latency: 800 } }
    - block: 403
    - block
`)
    expect(rule).toEqual({
      name: 'payments are slow',
      match: '~d payments & ~m POST',
      enabled: false,
      chance: 0.3,
      first: 10,
      every: 2,
      after: 1,
      times: 3,
      schedule: { from: 10_000, until: 90_000 },
      do: [
        { action: 'respond', attributes: { status: 503 } },
        {
          action: 'fault',
          attributes: { fault: 'latency', values: { latency: 800, jitter: 0 }, stream: 'downstream' },
        },
        { action: 'block', attributes: { status: 403 } },
        { action: 'block', attributes: {} },
      ],
      place: { file: 'f.yml', line: 2, column: 3 },
    })
  })

  test('what is not said: all requests, always; do may be one action', async () => {
    expect(await read('- do: { tag: a }')).toMatchObject([
      { name: 'rule 1', match: '', enabled: true, chance: 1, do: [{ action: 'tag', attributes: { tags: ['a'] } }] },
    ])
    expect(await read('- do: block\n  chance: 0.25\n  match:')).toMatchObject([{ match: '', chance: 0.25 }])
  })

  test.each([
    ['- 5', 'f.yml:1:3: Expected a rule, which is a map with match and do, got 5.'],
    ['- { match: a }', 'f.yml:1:3: Expected do: the actions of the rule, got none.'],
    ['- mtach: a', 'f.yml:1:3: Expected one of name, match'],
    ['- do: []', 'Expected at least one action'],
    ['- do: [{ respnd: 1 }]', 'f.yml:1:10: Expected the name of an action, got "respnd".'],
    ['- do: [{ respond: 200, tag: a }]', 'f.yml:1:24: Expected one action in each item of do, got "tag".'],
    ['- do: [{ respond: { status: 99 } }]', 'f.yml:1:29: Expected a whole number from 200 to 599, got 99.'],
    [
      '- do: [{ respond: { body: a, json: 1 } }]',
      'f.yml:1:10: Expected one of body, json, file, template, exchange, got body and json.',
    ],
    ['- { match: "~d (", do: block }', /^f\.yml:1:12: .*column/],
    ['- { chance: 130%, do: block }', 'f.yml:1:13: Expected a share from 0 to 1, or from 0% to 100%, got "130%".'],
    ['- { chance: 3, do: block }', 'Expected a share'],
    ['- { first: 0, do: block }', 'f.yml:1:12: Expected a whole number from 1, got 0.'],
    ['- { schedule: { from: 10 }, do: block }', 'f.yml:1:23: Expected a duration'],
    ['- { schedule: { from: 10s, until: 5s }, do: block }', 'f.yml:1:15: Expected until after from'],
    ['- { name: "", do: block }', 'f.yml:1:11: Expected a name of one line of text, got "".'],
    ['- { name: "a\\e[1m", do: block }', 'Expected a name of one line of text'],
    ['- { schedule: { form: 10s }, do: block }', 'Expected from, until or phase, got "form".'],
    ['- { requires: full, do: block }', 'Expected a map of states such as { cart: full }, got "full".'],
    ['- { sets: { cart: [] }, do: block }', 'Expected a text for cart, got a list.'],
    ['- { enabled: maybe, do: block }', 'Expected true or false, got "maybe".'],
    ['- { schedule: { phase: {} }, do: block }', 'f.yml:1:24: Expected the name of a phase, got a map.'],
    ['- { group: { period: 5s }, do: block }', 'f.yml:1:12: Expected the name of a group, got none.'],
    ['- { group: { name: db, period: 0 }, do: block }', 'Expected a duration such as 5s, got 0.'],
    ['- { group: { nam: db }, do: block }', 'Expected name or period, got "nam".'],
  ])('%s is refused', async (yaml, message) => {
    await expect(read(yaml)).rejects.toThrowError(message)
  })

  test('phases and groups', async () => {
    const rules = await read(
      '- { schedule: { phase: outage }, group: db, do: block }\n- { schedule: { from: 1s, phase: [a, b] }, group: { name: db, period: 5s }, do: block }',
    )
    expect(rules).toMatchObject([
      { schedule: { phase: ['outage'] }, group: { name: 'db', period: 1_000 } },
      { schedule: { from: 1_000, phase: ['a', 'b'] }, group: { name: 'db', period: 5_000 } },
    ])
  })

  test('states are texts', async () => {
    expect(await read('- { requires: { a: 1 }, sets: { a: two }, do: block }')).toMatchObject([
      { requires: { a: '1' }, sets: { a: 'two' } },
    ])
  })

  test('a slip is answered with the nearest name', async () => {
    const error = await read('- do: [{ respnd: 1 }]').catch((one: unknown) => one)
    expect((error as MiddleboxError).hint).toBe('Did you mean respond?')
  })
})

test('the names of keys and actions are those of the contract', () => {
  expect(Object.keys(ruleKeys)).toEqual([
    'name',
    'match',
    'enabled',
    'chance',
    'first',
    'every',
    'after',
    'times',
    'schedule',
    'group',
    'requires',
    'sets',
    'do',
  ])
  expect(actionNames).toEqual([
    'respond',
    'rewrite',
    'map_remote',
    'map_local',
    'block',
    'route',
    'pause',
    'script',
    'tag',
    'note',
    'fault',
  ])
})
