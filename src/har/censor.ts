/** The redactor of one entry: it remembers where it took something out, so that readers know what is not as it was. */
import { redactBody } from '../kit/redact-body.ts'
import type { Redactor } from '../kit/redact.ts'

export interface Censor {
  field(name: string, value: string): string
  /** URLs and messages; `place` names them. */
  text(text: string, place: string): string
  body(text: string, mime: string, place: string): string
  /** Places where secrets were, once each, in order. */
  readonly places: readonly string[]
}

/** Without a redactor everything stays. */
export function createCensor(redactor: Redactor | undefined): Censor {
  const places = new Set<string>()
  const note = (before: string, after: string, place: string): string => {
    if (after !== before) places.add(place)
    return after
  }
  return {
    field: (name, value) =>
      redactor === undefined ? value : note(value, redactor.field(name, value), name.toLowerCase()),
    text: (text, place) => (redactor === undefined ? text : note(text, redactor.text(text), place)),
    body: (text, mime, place) => (redactor === undefined ? text : note(text, redactBody(text, mime, redactor), place)),
    get places() {
      return [...places]
    },
  }
}
