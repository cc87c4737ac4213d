/** What a face tells people to type: with our name as their shell knows it, for this port and this home. */
import { resolve } from 'node:path'
import { stateHome } from '../kit/environment.ts'
import { quote } from '../kit/shell-word.ts'
import { defaultOptions } from '../model/options.ts'
import type { Advice } from '../headless/index.ts'
import type { CliWorld } from './world.ts'

/** `command` is how we are called: `middlebox`, or `node bin/middlebox.js`. */
export function adviceFor(
  at: { port: number; home: string },
  world: Pick<CliWorld, 'env' | 'home'>,
  command: string,
): Advice {
  const usual = resolve(at.home) === stateHome({ ...world.env, MIDDLEBOX_HOME: undefined }, world.home())
  const home = usual ? '' : `MIDDLEBOX_HOME=${quote(at.home)} `
  const port = at.port === defaultOptions.listen[0]?.port ? '' : ` -p ${at.port}`
  return { env: `eval "$(${home}${command} ca env${port})"`, doctor: `${command} doctor` }
}
