import { expect, test } from 'vitest'
import { ruleOptions } from '../../../src/config/options/rules.ts'

test('letters and names are mitmproxy’s, and all may come several times', () => {
  const { modifyHeaders, modifyBody, mapRemote } = ruleOptions
  expect([modifyHeaders.letter, modifyBody.letter, mapRemote.letter]).toEqual(['H', 'B', 'M'])
  for (const option of Object.values(ruleOptions)) expect(option).toMatchObject({ many: 'repeat', theme: 'Rules' })
})
