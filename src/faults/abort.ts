/** An error status in place of an answer, as Envoy's abort and most gateways give it. The body says that it was injected. */
import { BytesBody, emptyBody } from '../kit/body.ts'
import { listMembers } from '../kit/fields.ts'
import { reasons } from '../kit/reasons.ts'
import { defineFault } from '../model/fault.ts'
import type { Request, ResponseHead } from '../model/message.ts'

export const abort = defineFault({
  name: 'abort',
  summary: 'Answers with a status of its own, without asking the upstream.',
  family: 'http',
  options: { status: { kind: 'integer', summary: 'The status to answer with.', min: 200, max: 599, default: 503 } },
  explain: ({ status }) =>
    `answer ${status}${reasons[status] === undefined ? '' : ` ${reasons[status]}`} without asking the upstream`,
  handle({ status }, request, _next, _context, { rule }) {
    const withoutContent = status === 204 || status === 304
    const { type, text } = content(request, status, rule)
    const body = withoutContent ? emptyBody() : new BytesBody(new TextEncoder().encode(text))
    const fields = withoutContent ? [] : ['Content-Type', type, 'Content-Length', String(body.length)]
    const head: ResponseHead = { status, reason: reasons[status] ?? '', version: '1.1', fields }
    return { kind: 'respond', head, body, from: 'fault', patches: [] }
  },
})

/** JSON for clients that speak it, a line of text for the others. */
function content(request: Request, status: number, rule: string): { type: string; text: string } {
  const message = `the fault abort of the rule ${rule} answered ${status}`
  const { fields } = request.head
  const spoken = [...listMembers(fields, 'accept'), ...listMembers(fields, 'content-type')]
  return spoken.some((type) => /^application\/([\w.-]+\+)?json\b/i.test(type))
    ? { type: 'application/json', text: `${JSON.stringify({ error: 'injected', message, rule })}\n` }
    : { type: 'text/plain; charset=utf-8', text: `middlebox: ${message}\n` }
}
