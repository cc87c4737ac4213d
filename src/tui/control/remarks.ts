/** What a person puts on an exchange: a mark, a comment. */
import type { App } from './app.ts'
import { runCommand } from './run-command.ts'

/** Without a sign it is marked, or no longer. */
export async function markSelected(app: App, argument: string): Promise<void> {
  const exchange = app.selected()
  if (exchange === undefined) return app.say('nothing is selected that can be marked')
  await runCommand(app, 'mark', argument !== '' ? argument : exchange.marked === undefined ? '' : 'off')
}

export async function commentSelected(app: App, argument: string): Promise<void> {
  const exchange = app.selected()
  if (exchange === undefined) return app.say('nothing is selected to comment on')
  if (argument !== '') await runCommand(app, 'comment', argument)
  else app.dispatch({ type: 'prompt', kind: 'comment', label: 'comment: ', text: exchange.comment ?? '' })
}
