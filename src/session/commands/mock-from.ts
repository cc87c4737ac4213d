/** `mock-from`: a rule that gives the answer of an exchange again, without asking the upstream. */
import { printFilter } from '../../filter/index.ts'
import { clientResponse } from '../../kit/legs.ts'
import { toPairs } from '../../kit/fields.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import { addRules } from './parts/add-rules.ts'
import { defineCommand } from './command.ts'
import { shownBody } from './parts/shown-body.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

export const mockFrom = defineCommand({
  name: 'mock-from',
  summary: 'adds a rule that answers like an exchange was answered',
  group: 'rules',
  options: { exchange: exchangeId },
  run: ({ exchange: id }, world) => addRules(world.rules, [mockOf(exchangeOf(world, id))]),
})

/** Fields that belong to one transfer, not to the answer. */
const ofTransfer = /^(content-length|transfer-encoding|content-encoding|connection|keep-alive|date)$/i

function mockOf(exchange: Exchange): RuleDefinition {
  const head = clientResponse(exchange)
  if (head === undefined || exchange.kind !== 'http')
    throw cannot(
      `Expected an exchange with an answer to repeat, got ${exchange.kind === 'http' ? 'one without' : `a ${exchange.kind}`}.`,
    )
  const { complete, text, size } = shownBody(exchange.responseBody, head.fields)
  if (!complete)
    throw cannot(`Expected an answer that is kept in full, got a part of its ${size} bytes.`, 'Raise --max-body.')
  if (text === undefined)
    throw cannot(
      'Expected an answer whose content is text, got other bytes.',
      'Save them to a file and name it in a rule: respond: { file: F }.',
    )
  const headers = toPairs(head.fields).filter(([name]) => !ofTransfer.test(name))
  const url = `^${exchange.url.replace(/[.+*?^${}()|[\]\\]/g, '\\$&')}$`
  return {
    name: `mock ${exchange.method} ${exchange.url}`.slice(0, 60),
    match: `${pattern('m', `^${exchange.method}$`)} & ${pattern('u', url)}`,
    enabled: true,
    chance: 1,
    do: [{ action: 'respond', attributes: { status: head.status, headers, ...(text !== '' && { body: text }) } }],
  }
}

function pattern(name: string, source: string): string {
  return printFilter({ kind: 'atom', name, argument: { kind: 'pattern', source, start: 0, end: 0 }, start: 0, end: 0 })
}

function cannot(message: string, hint?: string): MiddleboxError {
  return new MiddleboxError('usage', message, hint)
}
