/** Middlebox as a user starts it, capturing with its default limits, quiet, with a warm CA. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bench } from '../bench.ts'
import type { Place } from '../children.ts'
import { launchPrinting } from './launch.ts'
import type { Peer, Running } from './peer.ts'

export const executable = fileURLToPath(import.meta.resolve('../../../bin/middlebox.js'))
const built = fileURLToPath(import.meta.resolve('../../../dist/cli/main.js'))

/** The CA's path, once the first start in this run has told it. */
let caPath: string | undefined

export const middlebox: Peer = {
  name: 'middlebox',
  abilities: ['forward', 'mitm', 'opaque', 'reverse', 'upgrade'],
  missing: () => (existsSync(executable) && existsSync(built) ? undefined : 'it is not built: npm run build'),
  about: () =>
    `${spawnSync(process.execPath, [executable, '--version'], { encoding: 'utf8' }).stdout.trim()}, capturing, -q`,
  start: (bench, mode) => startMiddlebox(bench, mode),
}

/** `nodeArgs` go to Node, for profiles; `routes` are what a reverse proxy leads to. */
export async function startMiddlebox(
  bench: Bench,
  mode: 'forward' | 'reverse',
  place: Place = 'proxy',
  nodeArgs: string[] = [],
  more: readonly string[] = [],
  routes: readonly string[] = [String(bench.origin.http)],
): Promise<Running> {
  caPath ??= await warmCa(bench)
  const target = mode === 'reverse' ? ['reverse', ...routes] : ['forward']
  const args = [...target, '--no-tui', '-q', ...common(bench), ...more]
  const running = await launch(bench, args, place, nodeArgs)
  return { ...running, ca: readFileSync(caPath, 'utf8') }
}

/** The first start makes the CA, and its `listening` line says where. */
async function warmCa(bench: Bench): Promise<string> {
  let path: string | undefined
  const running = await launch(bench, ['forward', '--json', ...common(bench)], 'anywhere', [], (text) => {
    path = /"ca":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]
  })
  await running.close()
  if (path === undefined) throw new Error('Expected the line "listening" to have the path of the CA')
  return JSON.parse(`"${path}"`) as string
}

const common = ({ files, origin }: Bench) => [
  ...['-p', '0', '-x', 'none', '--cacert', files.ca],
  ...['--resolve', `*:${origin.https}:127.0.0.1`, '--resolve', `*:${origin.http}:127.0.0.1`],
]

function launch(
  { directory }: Bench,
  args: string[],
  place: Place,
  nodeArgs: string[],
  seen: (text: string) => void = () => undefined,
): Promise<Running> {
  const environment = { MIDDLEBOX_HOME: join(directory, 'middlebox'), CI: '', NO_COLOR: '1' }
  const launched = { command: process.execPath, args: [...nodeArgs, executable, ...args], environment, place }
  return launchPrinting(launched, (text) => {
    if (!text.includes('\n')) return undefined
    seen(text)
    const port = /https?:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]
    return port === undefined ? undefined : Number(port)
  })
}
