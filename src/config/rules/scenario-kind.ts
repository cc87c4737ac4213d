/** A scenario as an option, and where a rule file may have one. */
import { parseScenario } from '../../kit/scenario.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Kind } from '../kind.ts'
import type { Located } from '../located.ts'
import { listOf } from './read-attributes.ts'
import { wrong } from './wrong.ts'

export const scenarioKind: Kind<Scenario> = {
  expected: 'phases such as "steady 10s, outage 5s, recover"',
  read: (value, { where }) => (typeof value === 'string' ? parseScenario(value, where) : undefined),
  schema: { type: 'string' },
}

/** In a rule file the phases may also stand in a list. @throws MiddleboxError rule_invalid */
export function readScenario(value: Located): Scenario {
  const texts = listOf(value).map((one) => {
    if (one.kind !== 'scalar' || typeof one.value !== 'string') throw wrong(one, scenarioKind.expected)
    return one.value
  })
  return parseScenario(texts.join(', '), value.where)
}
