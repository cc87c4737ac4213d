/** The menus that are made of what there is: orders, faults, throttles. */
import { nothingTyped } from '../parts/edit-text.ts'
import { sortColumns } from '../list/sort.ts'
import type { App } from './app.ts'

export function openOrders(app: App): void {
  // Numbers, because two columns begin with the same letter and letters move, too.
  const choices = sortColumns.map((column, at) => ({ label: column, key: `${at + 1}`, line: `order ${column}` }))
  const index = sortColumns.indexOf(app.ui.sort.column)
  app.dispatch({ type: 'overlay', overlay: { kind: 'menu', title: 'Order by', choices, index } })
}

/** The form begins with the host of what is selected, as a filter that can be changed. */
export function openFaults(app: App): void {
  const host = hostOf(app.selected()?.url)
  const values = host === undefined ? {} : { filter: `~d ${host}` }
  app.dispatch({ type: 'overlay', overlay: { kind: 'fault', index: 0, field: 0, values, typed: nothingTyped } })
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname.replaceAll('.', String.raw`\.`) || undefined
}

export function openThrottles(app: App): void {
  const presets = app.source.throttles.map(({ name, summary }) => ({
    label: name,
    detail: summary,
    line: `throttle ${name}`,
  }))
  const none = { label: 'none', detail: 'as fast as it goes', line: 'throttle off' }
  app.dispatch({ type: 'overlay', overlay: { kind: 'menu', title: 'Throttle', choices: [none, ...presets], index: 0 } })
}
