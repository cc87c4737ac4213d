/** One thing that was looked at: how it stands, in a line, and the line that mends it. */

export type Mark = 'ok' | 'warn' | 'bad'

export type Check = {
  /** Stable, for machines. */
  id: string
  mark: Mark
  text: string
  fix?: string
}

/** Severe first. */
export function worst(marks: Iterable<Mark>): Mark {
  const all = new Set(marks)
  return all.has('bad') ? 'bad' : all.has('warn') ? 'warn' : 'ok'
}
