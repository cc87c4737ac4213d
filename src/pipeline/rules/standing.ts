/** How a rule stands to a request that has not been sent: yes, no, or not decided yet, and the part of its filter that says so. */
import { type FilterNode, comparePhase, compileFilter, parseFilter, printFilter } from '../../filter/index.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { OutgoingRequest } from '../../model/outgoing.ts'
import type { CompiledRule } from './compile-rule.ts'
import { compilePartial } from './partial.ts'

export type Standing = { answer: boolean | undefined; because: string }

export function standingOf({ definition }: Pick<CompiledRule, 'definition'>, request: OutgoingRequest): Standing {
  const node = parseFilter(definition.match)
  const subject = subjectOf(request)
  const ask = (part: FilterNode) =>
    compilePartial(part, (_atom, { phase }) => comparePhase(phase, 'request-body') <= 0)(subject)
  const answer = ask(node)
  const parts = node.kind === 'and' || node.kind === 'or' ? node.children : [node]
  // Of a conjunction that fails, and of alternatives that hold, only those that decide are worth saying.
  const telling = parts.filter((part) => ask(part) === answer)
  const said = telling.map((part) => sentence(answer === false ? { kind: 'not', child: part, start: 0, end: 0 } : part))
  return { answer, because: said.join(', and ') }
}

function sentence(node: FilterNode): string {
  return compileFilter(printFilter(node)).explain()
}

/** What filters see of a request that nobody has sent. */
export function subjectOf({ method, url, fields, body }: OutgoingRequest): Partial<Exchange> {
  const size = body?.length ?? 0
  return {
    kind: 'http',
    mode: 'forward',
    client: { address: '127.0.0.1', port: 50_000, protocol: 'http/1.1' },
    method,
    url,
    status: null,
    legs: [{ request: { method, target: url, version: '1.1', fields } }],
    requestBody: { size, kept: size, chunks: body === undefined ? [] : [body] },
  }
}
