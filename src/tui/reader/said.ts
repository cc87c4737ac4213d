/** What a screen reader is told: one plain line for each row of the list, and what a panel or a detail shows as lines. */
import { readableBytes, readableDuration } from '../../kit/readable.ts'
import { sanitize } from '../../kit/sanitize.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { App } from '../control/app.ts'
import { textOf } from '../detail/page-of.ts'
import { asExchange, type Row } from '../list/row.ts'
import { marksOf } from '../list/marks.ts'
import { targetOf, typeOf } from '../list/row-line.ts'
import { faultSaid } from './fault-said.ts'
import { pageSaid } from './page-said.ts'

/** `6: GET http://api.test/users, 200, json, 242 B, 1.3 ms`; the number selects it. */
export function rowSaid(app: App, row: Row): string {
  const subject = app.list.subject(row)
  if (subject === undefined) return 'no longer kept'
  const exchange = asExchange(subject)
  if (exchange !== undefined)
    return sentence(`${exchange.id}: ${sanitize(exchange.method)} ${targetOf(exchange)}`, facts(exchange))
  if ('failure' in subject)
    return sentence(`TLS failed for ${sanitize(subject.serverName ?? subject.authority ?? '')}`, [
      sanitize(subject.failure.message),
    ])
  if ('reason' in subject) return sentence(`tunnel to ${sanitize(subject.authority ?? '')}`, [subject.reason ?? ''])
  return ''
}

function facts(exchange: Exchange): string[] {
  const { status, startedAt, endedAt, responseBody } = exchange
  return [
    status === null ? (endedAt === undefined ? 'running' : 'failed') : String(status),
    typeOf(exchange),
    responseBody.size > 0 ? readableBytes(responseBody.size) : '',
    endedAt === undefined ? '' : readableDuration(endedAt - startedAt),
    textOf(marksOf(exchange)).trim(),
  ]
}

function sentence(head: string, parts: readonly string[]): string {
  return [head, ...parts.filter((part) => part !== '')].join(', ')
}

/** The answer to a line that was typed: what asks for more, what was opened, what was said, or what is selected now. */
export function answerSaid(app: App): string[] {
  const { prompt, overlay, note, detail, closing } = app.ui
  if (prompt !== undefined) {
    const problem = prompt.problem === undefined ? '' : ` ${prompt.problem.message}`
    return [`${sanitize(prompt.label + prompt.typed.text)}${problem} (type it; an empty line leaves)`]
  }
  if (overlay?.kind === 'confirm') return [`${sanitize(overlay.question)} y or n`]
  if (overlay?.kind === 'menu')
    return [
      `${overlay.title}, a number takes one:`,
      ...overlay.choices.map(({ label, detail: more = '' }, at) => sentence(`${at + 1}: ${label}`, [more])),
    ]
  if (note !== undefined) return [sanitize(note.text)]
  if (overlay?.kind === 'fault') return faultSaid(app, overlay)
  if (overlay !== undefined || detail.open) return pageSaid(app)
  if (closing) return ['Ending: what runs may finish.']
  const row = app.selectedRow()
  return [row === undefined ? 'nothing is selected' : rowSaid(app, row)]
}
