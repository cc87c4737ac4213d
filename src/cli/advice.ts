/** What a face tells people to type: with our name as their shell knows it, for this port and this home. */
import { resolve } from 'node:path'
import { stateHome } from '../kit/environment.ts'
import { quote } from '../kit/shell-word.ts'
import { defaultOptions } from '../model/options.ts'
import type { Advice } from '../headless/index.ts'
import type { ListenerInfo } from '../session/create-session.ts'
import type { CliWorld } from './world.ts'

export type Place = { listeners: readonly Pick<ListenerInfo, 'mode' | 'port'>[]; home: string }

/** `command` is how we are called: `middlebox`, or `node bin/middlebox.js`. */
export function adviceFor(at: Place, world: Pick<CliWorld, 'env' | 'home'>, command: string): Advice {
  const usual = resolve(at.home) === stateHome({ ...world.env, MIDDLEBOX_HOME: undefined }, world.home())
  const home = usual ? '' : `MIDDLEBOX_HOME=${quote(at.home)} `
  // Only a forward listener is a proxy for clients: a shell that is sent to a reverse one reaches nothing else any more.
  const port = at.listeners.find(({ mode }) => mode === 'forward')?.port ?? defaultOptions.listen[0]?.port
  const option = port === defaultOptions.listen[0]?.port ? '' : ` -p ${port}`
  return {
    env: `eval "$(${home}${command} ca env${option})"`,
    trust: `${home}${command} ca trust`,
    doctor: `${command} doctor`,
  }
}
