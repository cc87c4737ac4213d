/** What the user's own files have that is not as expected: a line each in the log, and the first of them in the last row. */
import type { Findings } from '../state/own-files.ts'
import type { App } from './app.ts'

export function tellFindings(app: App, { problems, changes }: Findings): void {
  const now = app.source.clock.now()
  for (const text of [...problems, ...changes]) app.dispatch({ type: 'told', text, at: now })
  const [first, ...more] = problems
  if (first === undefined) return
  const key = app.keymap.keyOf('list', 'log') ?? ':log'
  const others = more.length === 0 ? '' : ` (${more.length} more: ${key} shows them)`
  app.dispatch({ type: 'note', note: { text: `${first}${others}`, style: 'warning' } })
}
