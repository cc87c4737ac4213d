/** The breakpoint of the keyboard: one filter, switched on and off, kept by the session as a rule like any other. */
import type { App } from './app.ts'
import { runCommand } from './run-command.ts'

export async function setIntercept(app: App, argument: string): Promise<void> {
  if (argument !== '') return breakAt(app, argument)
  app.dispatch({ type: 'prompt', kind: 'intercept', label: 'pause what matches: ', text: app.ui.intercept })
}

/** An empty filter ends it. @throws MiddleboxError filter_invalid */
export async function breakAt(app: App, text: string): Promise<void> {
  const filter = text.trim()
  if (filter !== '') app.source.compileFilter(filter)
  await runCommand(app, 'intercept', filter)
  app.dispatch({ type: 'intercept', text: filter, on: filter !== '' })
  app.say(filter === '' ? 'no breakpoint' : `pausing what matches ${filter}; a lets go, e edits, X ends`, 'ok')
}

export async function toggleIntercept(app: App): Promise<void> {
  const { intercept, interceptOn } = app.ui
  if (intercept === '') return app.say('there is no breakpoint: i sets one')
  await runCommand(app, 'intercept', interceptOn ? '' : intercept)
  app.dispatch({ type: 'intercept', text: intercept, on: !interceptOn })
}
