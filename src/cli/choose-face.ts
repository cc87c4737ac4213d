/** Which face shows a session: what was asked for, else what the terminal allows. */
import type { Settings } from '../config/options.ts'
import type { Face } from '../model/options.ts'
import type { CliWorld } from './world.ts'

type Ends = Pick<CliWorld, 'isTTY' | 'isInputTTY' | 'env'>

/** The interface needs a terminal at both ends, and nobody in CI could look at it. */
export function chooseFace(
  settings: Pick<Settings, 'json' | 'quiet' | 'noTui'>,
  { isTTY, isInputTTY, env }: Ends,
): Face {
  if (settings.json) return 'ndjson'
  if (settings.quiet) return 'quiet'
  if (settings.noTui || !isTTY || !isInputTTY || env['TERM'] === 'dumb' || isSet(env['CI'])) return 'lines'
  return 'tui'
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !/^(|0|false|no|off)$/i.test(value)
}

/** Colours on a terminal that has any, unless `--no-color` or NO_COLOR (no-color.org: set and not empty) says otherwise. */
export function wantsColor(settings: Pick<Settings, 'noColor'>, world: Pick<CliWorld, 'isTTY' | 'env'>): boolean {
  return world.isTTY && world.env['TERM'] !== 'dumb' && !settings.noColor && !world.env['NO_COLOR']
}
