import { expect, test } from 'vitest'
import { ruleOptions } from '../../../src/config/options/rules.ts'

test('letters and names are mitmproxy’s, and what is a rule may come several times', () => {
  const { modifyHeaders, modifyBody, mapRemote } = ruleOptions
  expect([modifyHeaders.letter, modifyBody.letter, mapRemote.letter]).toEqual(['H', 'B', 'M'])
  const { mockOnly, allowFaultHeaders, scenario, ...several } = ruleOptions
  for (const option of Object.values(several)) expect(option).toMatchObject({ many: 'repeat', theme: 'Rules' })
  for (const option of [mockOnly, allowFaultHeaders, scenario]) expect(option).not.toHaveProperty('many')
})
