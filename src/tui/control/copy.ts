/** Copying: to the terminal's clipboard with OSC 52, which works over ssh, and with a program of this machine where there is one. */
import type { App } from './app.ts'
import { remedyFor } from '../detail/remedy.ts'
import { lastRefusal } from '../views/first-run.ts'
import { oneOf } from './one-of.ts'

export async function copySelected(app: App, argument: string): Promise<void> {
  if (argument === '') return openForms(app)
  const exchange = app.selected()
  const row = app.selectedRow()
  // Before the first exchange the line that is there to be copied is the one that makes a client trust what it is shown.
  const invited = row === undefined ? app.list.total === 0 : row.type === 'tls-error'
  if (exchange === undefined && invited) {
    const subject = row === undefined ? undefined : app.list.subject(row)
    const failure = subject !== undefined && 'failure' in subject ? subject : lastRefusal(app.list)
    return copyText(app, remedyFor(app.source, failure).line, 'the line')
  }
  if (exchange === undefined) return app.say('nothing is selected that can be copied')
  const { forms } = app.source
  const name = oneOf(
    argument,
    forms.map((one) => one.name),
    'a form',
  )
  const written = forms.find((one) => one.name === name)!.write(exchange)
  if (written === undefined) return app.say(`this exchange has no ${name}`)
  await copyText(app, written.text, [name, ...written.notes].join('; '))
}

async function copyText(app: App, text: string, what: string): Promise<void> {
  app.doors.clipboard(text)
  const here = await app.source.copy(text)
  app.say(here ? `copied: ${what}` : `copied: ${what} (by the terminal, where it allows that)`, 'ok')
}

function openForms(app: App): void {
  const choices = app.source.forms.map(({ name, summary }) => ({ label: name, detail: summary, line: `copy ${name}` }))
  app.dispatch({ type: 'overlay', overlay: { kind: 'menu', title: 'Copy as', choices, index: 0 } })
}
