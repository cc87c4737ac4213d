/** What is done to many exchanges at once: all marks go, or all that is not shown. */
import type { App } from './app.ts'

export async function unmarkAll(app: App): Promise<void> {
  const { store, commands } = app.source
  const marked = [...store.items()].flatMap(({ type, value }) =>
    type === 'exchange' && value.marked !== undefined ? [value.id] : [],
  )
  for (const exchange of marked) await commands.run('mark', { exchange, as: 'off' })
  app.say(marked.length === 0 ? 'nothing is marked' : `${counted(marked.length, 'mark')} taken off`)
}

/** Asks first: nothing brings them back. */
export async function purge(app: App): Promise<void> {
  const { list, ui } = app
  if (list.progress < 1) return app.say('the filter is still on its way through the list')
  const hidden = list.hidden().flatMap(({ id, type }) => (type === 'exchange' ? [id] : []))
  const asked = ui.overlay?.kind === 'confirm' && ui.overlay.line === 'purge'
  if (asked) app.dispatch({ type: 'overlay', overlay: undefined })
  if (hidden.length === 0) return app.say('all exchanges are shown: / filters')
  const what = `${counted(hidden.length, 'exchange')} that ${hidden.length === 1 ? 'is' : 'are'} not shown`
  if (!asked) {
    const question = `Forget the ${what}, for good?`
    return app.dispatch({ type: 'overlay', overlay: { kind: 'confirm', question, line: 'purge' } })
  }
  await app.source.commands.run('delete', { exchanges: hidden.join(',') })
  app.letGo()
  app.say(`${counted(hidden.length, 'exchange')} forgotten`, 'ok')
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`
}
