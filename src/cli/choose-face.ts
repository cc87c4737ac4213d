/** Which face shows a session: what was asked for, else what the terminal allows. */
import type { Settings } from '../config/options.ts'
import type { Face } from '../model/options.ts'
import type { CliWorld } from './world.ts'

/** The terminal UI is not in this version: where it will stand, lines stand. */
export function chooseFace(settings: Pick<Settings, 'json' | 'quiet'>): Exclude<Face, 'tui'> {
  return settings.json ? 'ndjson' : settings.quiet ? 'quiet' : 'lines'
}

/** Colours on a terminal, unless `--no-color` or NO_COLOR (no-color.org: set and not empty) says otherwise. */
export function wantsColor(settings: Pick<Settings, 'noColor'>, world: Pick<CliWorld, 'isTTY' | 'env'>): boolean {
  return world.isTTY && !settings.noColor && !world.env['NO_COLOR']
}
