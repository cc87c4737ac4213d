import { expect, test } from 'vitest'
import type { ProxyEvent } from '../../src/model/event.ts'
import { pauseWarning, warnOfPauses } from '../../src/cli/pause-warning.ts'
import { ruleOf } from '../support/rules.ts'

const pausing = ruleOf('', 'pause', {}, { name: 'intercept' })

test.each([
  ['no rules', []],
  ['a time limit', [ruleOf('', 'pause', { timeout: 1000 })]],
  ['one that is off', [{ ...pausing, enabled: false }]],
  ['another action', [ruleOf('', 'block', {})]],
])('nobody waits for ever with %s', (_name, rules) => {
  expect(pauseWarning(rules)).toBeUndefined()
})

test('otherwise the rules are named, once, where nobody could resume', () => {
  const events: ProxyEvent[] = []
  const store = { apply: (event: ProxyEvent) => void events.push(event) }
  warnOfPauses({ store }, { rules: [pausing], api: { host: '127.0.0.1', port: 0 } })
  expect(events).toEqual([])
  warnOfPauses({ store }, { rules: [pausing], api: undefined })
  expect(events).toMatchObject([
    {
      type: 'warning',
      code: 'nobody_resumes',
      message:
        'the rule "intercept" will pause exchanges, and nobody can resume them here: add --api PORT, or give pause a timeout',
    },
  ])
})
