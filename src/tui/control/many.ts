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
  if (ui.overlay?.kind === 'confirm' && ui.overlay.line === 'purge') {
    app.dispatch({ type: 'overlay', overlay: undefined })
    return forget(app, ui.overlay.ids ?? [])
  }
  const hidden = list.hidden().flatMap(({ id, type }) => (type === 'exchange' ? [id] : []))
  if (hidden.length === 0) return app.say('all exchanges are shown: / filters')
  const what = `${counted(hidden.length, 'exchange')} that ${hidden.length === 1 ? 'is' : 'are'} not shown`
  const question = `Forget the ${what}, for good?`
  app.dispatch({ type: 'overlay', overlay: { kind: 'confirm', question, line: 'purge', ids: hidden } })
}

/** Those that were asked about, and no others: some may be gone meanwhile, and others have come. */
export async function forget(app: App, asked: readonly string[]): Promise<void> {
  const there = new Set([...app.source.store.items()].map(({ value }) => value.id))
  const ids = asked.filter((id) => there.has(id))
  const rows = listed(app, ids)
  if (ids.length > 0) await app.source.commands.run('delete', { exchanges: ids.join(',') })
  app.letGo()
  app.say(`${counted(rows, 'exchange')} forgotten`, 'ok')
}

/** The question before all that has ended is forgotten; undefined where that is one row or none. */
export function clearQuestion(app: App): { question: string; ids: readonly string[] } | undefined {
  const ids = [...app.source.store.items()]
    .filter(({ type, value }) => type === 'tls-error' || ('endedAt' in value && value.endedAt !== undefined))
    .map(({ value }) => value.id)
  const rows = listed(app, ids)
  if (rows < 2) return undefined
  return { question: `Forget the ${counted(rows, 'exchange')} that have ended, for good?`, ids }
}

/** Rows that people see: a CONNECT with exchanges inside has none. */
function listed({ list }: App, ids: readonly string[]): number {
  return ids.filter((id) => list.rowOf(id) !== undefined).length
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`
}
