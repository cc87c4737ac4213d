/** From an exchange to the one that was made of it, and back: a replay is shown in the place of what it repeats. */
import type { Exchange } from '../../model/exchange.ts'
import type { Row } from '../list/row.ts'
import type { App } from './app.ts'
import { isReading } from './reading.ts'

export interface Journey {
  /** Shows the exchange in the detail, as soon as it is listed. */
  goTo(id: string): void
  /** The same for one that was made of the selected one just now. */
  goToMade(id: string): void
  /** The row to go to now, once. */
  arrive(): Row | undefined
  /** The id of what this one was made of, or repeats. */
  before(exchange: Exchange): string | undefined
}

export function createJourney(appOf: () => App): Journey {
  const origins = new Map<string, string>()
  let awaited: string | undefined
  return {
    goTo: (id) => void (awaited = id),
    goToMade(id) {
      const from = appOf().selectedRow()
      if (from !== undefined && from.id !== id) origins.set(id, from.id)
      awaited = id
    },
    arrive() {
      const app = appOf()
      // Whoever closed the detail meanwhile does not want to be taken anywhere.
      if (!isReading(app)) awaited = undefined
      const row = awaited === undefined ? undefined : app.list.rowOf(awaited)
      if (row !== undefined) awaited = undefined
      return row
    },
    before: ({ id, replayOf }) => origins.get(id) ?? replayOf,
  }
}

/** To what the exchange that is read was made of. */
export function goToOriginal(app: App): void {
  const exchange = app.selected()
  const id = exchange === undefined ? undefined : app.journey.before(exchange)
  if (id === undefined) return app.say('it was not made of another one')
  if (app.list.rowOf(id) === undefined) return app.say('what it was made of is no longer kept')
  app.journey.goTo(id)
}

/** Where one is read, the one that a command made of it is what somebody wants to see. True when it is shown. */
export function readsMade(app: App, made: unknown): boolean {
  if (app.ui.focus !== 'detail' || !isReading(app)) return false
  if (typeof made !== 'object' || made === null || !('exchange' in made) || typeof made.exchange !== 'string')
    return false
  app.journey.goToMade(made.exchange)
  const key = app.keymap.keyOf('detail', 'original')
  app.say(`this is the new one; ${key === undefined ? '' : `${key} or `}:original shows what it was made of`, 'ok')
  return true
}
