/** How long a user waits: for `--version`, and until the proxy listens with its CA already made. */
import { spawnSync } from 'node:child_process'
import { executable } from '../peers/middlebox.ts'
import { withPeer } from './row.ts'
import type { Row } from './row.ts'

const commands: Record<string, [string, string[]]> = {
  middlebox: [process.execPath, [executable, '--version']],
  bare: [process.execPath, ['--eval', '0']],
  mitmdump: ['mitmdump', ['--version']],
}

export const version: Row = {
  name: 'version',
  title: 'middlebox --version',
  what: 'best of 5, from the start of the process to its end; bare is `node --eval 0`',
  ability: 'forward',
  columns: [{ key: 'ms', title: 'ms', digits: 0, ratio: true, best: true }],
  rounds: 5,
  shortRounds: 5,
  only: Object.keys(commands),
  sample: async (_bench, peer) => {
    const [command, args] = commands[peer.name] ?? ['', []]
    const startedAt = performance.now()
    const { status, error } = spawnSync(command, args, { stdio: 'ignore', timeout: 20_000 })
    if (status !== 0) throw error ?? new Error(`Expected exit code 0 from ${command} ${args.join(' ')}, got ${status}`)
    return { ms: performance.now() - startedAt }
  },
}

export const listening: Row = {
  name: 'listening',
  title: 'Start to listening',
  what: 'best of 5, with a warm CA, not pinned to a core',
  ability: 'forward',
  columns: [{ key: 'ms', title: 'ms', digits: 0, ratio: true, best: true }],
  rounds: 5,
  shortRounds: 5,
  sample: (bench, peer) => withPeer(bench, peer, 'forward', async ({ listeningMs }) => ({ ms: listeningMs })),
}
