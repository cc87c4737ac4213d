/** A rule at work as JSON: as it can be given back to `rule-add`, and how it has fared. */
import type { ActionDefinition } from '../../../model/rule.ts'
import type { BookedRule } from '../../rule-book.ts'

export function shownRule({ definition, explanation, matched, acted, source }: BookedRule): object {
  const { name, match, enabled, chance, do: steps, first, every, after, times, schedule, place } = definition
  return {
    name,
    match,
    enabled,
    ...(chance < 1 && { chance }),
    ...(first !== undefined && { first }),
    ...(every !== undefined && { every }),
    ...(after !== undefined && { after }),
    ...(times !== undefined && { times }),
    ...(schedule !== undefined && { schedule }),
    do: steps.map(shownAction),
    source,
    ...(place !== undefined && place.line > 0 && { place }),
    explanation,
    matched,
    acted,
  }
}

function shownAction({ action, attributes }: ActionDefinition): object {
  if (action !== 'fault') return { [action]: attributes }
  const { fault, values, stream } = attributes as { fault: string; values: object; stream: string }
  return { fault: { [fault]: values, ...(stream === 'upstream' && { stream }) } }
}
