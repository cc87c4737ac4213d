import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkPhases, loadScenario } from '../../src/config/scenario.ts'
import { parseScenario } from '../../src/kit/scenario.ts'
import { ruleOf } from '../support/rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'middlebox-scenario-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): { file: string } {
  writeFileSync(join(folder, name), text)
  return { file: join(folder, name) }
}

describe('where it is found', () => {
  test('in a rule file, as a text or as a list', async () => {
    const text = file('text.yml', 'scenario: steady 1s, outage\nrules: []\n')
    expect((await loadScenario({ rules: [text] }, folder))?.phases.map(({ name }) => name)).toEqual([
      'steady',
      'outage',
    ])
    const list = file('list.yml', 'scenario:\n  - steady 1s\n  - outage\n')
    expect((await loadScenario({ rules: [list] }, folder))?.text).toBe('steady 1s, outage')
  })

  test('an option comes first; without any there is none', async () => {
    const scenario = parseScenario('a', 'x')
    const text = file('other.yml', 'scenario: b\n')
    expect(await loadScenario({ scenario, rules: [text] }, folder)).toBe(scenario)
    expect(await loadScenario({}, folder)).toBeUndefined()
    expect(await loadScenario({ rules: [file('none.yml', '[]')] }, folder)).toBeUndefined()
  })

  test('only one', async () => {
    const rules = [file('one.yml', 'scenario: a\n'), file('two.yml', 'scenario: b\n')]
    await expect(loadScenario({ rules }, folder)).rejects.toThrow(
      /^two\.yml:1:11: Expected one scenario, got a second one/,
    )
  })

  test('what is wrong has its file, line and column', async () => {
    const rules = [file('wrong.yml', 'rules: []\nscenario: a, b 1s\n')]
    await expect(loadScenario({ rules }, folder)).rejects.toThrow(
      'wrong.yml:2:11, column 1: Expected how long a lasts, such as a 10s, got no duration',
    )
  })
})

describe('the phases that rules name', () => {
  const rule = ruleOf('', 'fault', {}, { schedule: { phase: ['outage', 'brown'] } })

  test('must be there', () => {
    expect(() => checkPhases([rule], parseScenario('outage 1s, brown', 'x'))).not.toThrow()
    expect(() => checkPhases([rule], parseScenario('outage 1s, brownout', 'x'))).toThrow(
      'rule r: Expected a phase of the scenario (outage, brownout), got "brown".',
    )
    expect(() => checkPhases([{ ...rule, place: { file: 'r.yml', line: 3, column: 5 } }], undefined)).toThrow(
      'r.yml:3:5: Expected a scenario for the phases of schedule, got none.',
    )
  })
})
