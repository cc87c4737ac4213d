/** The CA of the home that the environment names, opened or made: what every `ca` command begins with. */
import { openRoot, type RootFiles, type RootWorld } from '../../../ca/root-files.ts'
import type { Root } from '../../../ca/root.ts'
import { systemClock } from '../../../kit/clock.ts'
import { stateHome, userAtHost } from '../../../kit/environment.ts'
import { systemRandom } from '../../../kit/random.ts'
import type { CliWorld } from '../../world.ts'

export function caWorld(): RootWorld {
  return { clock: systemClock, random: systemRandom, owner: userAtHost() }
}

export function caHome(world: CliWorld): string {
  return stateHome(world.env, world.home())
}

export function openCa(world: CliWorld): Promise<RootFiles & { root: Root }> {
  return openRoot(caHome(world), caWorld())
}
