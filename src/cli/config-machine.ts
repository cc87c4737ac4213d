/** This machine, as those see it who read the clients' own configs. */
import { delimiter, join } from 'node:path'
import type { ConfigMachine } from '../clients/setting.ts'
import { capture } from '../kit/environment.ts'
import { facts, readTextIfThere, realPath } from '../kit/files.ts'
import type { CliWorld } from './world.ts'

/** Longer than this no client's answer is waited for. */
const patience = 3000

export function configMachine(world: Pick<CliWorld, 'env' | 'home' | 'cwd' | 'platform'>): ConfigMachine {
  const { env, platform } = world
  const directories = (env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '')
  const endings = platform === 'win32' ? ['.exe', '.cmd', ''] : ['']
  // What is asked for one client is often asked for another.
  const answers = new Map<string, Promise<string | undefined>>()
  return {
    env,
    home: world.home(),
    cwd: world.cwd(),
    platform,
    async find(command) {
      for (const directory of directories)
        for (const ending of endings) {
          const path = join(directory, command + ending)
          if ((await facts(path).catch(() => undefined))?.kind === 'file') return realPath(path)
        }
      return undefined
    },
    read: (path) => readTextIfThere(path).catch(() => undefined),
    ask(command, args) {
      const key = [command, ...args].join('\0')
      const answer = answers.get(key) ?? answerOf(command, args, { env, cwd: world.cwd(), within: patience })
      answers.set(key, answer)
      return answer
    },
  }
}

function answerOf(...asked: Parameters<typeof capture>): Promise<string | undefined> {
  return capture(...asked).then(
    ({ stdout }) => stdout,
    () => undefined,
  )
}
