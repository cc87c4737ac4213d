/** `ca env`: the variables that bring the programs of one shell to the proxy and make them trust the CA, safe to eval. */
import { basename } from 'node:path'
import { clientEnvironment } from '../../../clients/environment.ts'
import { prepareClients } from '../../../clients/prepare.ts'
import { loadSettings } from '../../../config/load.ts'
import { nearest } from '../../../kit/nearest.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import { defaultOptions } from '../../../model/options.ts'
import { configMachine } from '../../config-machine.ts'
import type { CliWorld } from '../../world.ts'
import { caHome, openCa } from './open.ts'

type Shell = { line(name: string, value: string): string; usage: string }

const shells = {
  // Nothing is special between single quotes but the quote itself (POSIX 2.2.2).
  sh: {
    line: (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}';\n`,
    usage: 'eval "$(middlebox ca env)"',
  },
  // Between fish's single quotes the backslash escapes itself and the quote.
  fish: {
    line: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}';\n`,
    usage: 'middlebox ca env --shell fish | source',
  },
  // PowerShell doubles a quote, and takes the typographic ones for quotes too.
  powershell: {
    line: (name, value) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'\n`,
    usage: 'middlebox ca env --shell powershell | Out-String | Invoke-Expression',
  },
} satisfies Record<string, Shell>

export async function printCaEnvironment(
  world: CliWorld,
  options: { shell?: string; listenPort?: string },
): Promise<void> {
  const shell = shellNamed(options.shell ?? shellInUse(world))
  const port = readPort(options.listenPort ?? (await configuredPort(world)))
  const { certFile } = await openCa(world)
  const prepared = await prepareClients(configMachine(world), { directory: caHome(world), caFile: certFile })
  const variables = clientEnvironment({
    proxyUrl: `http://127.0.0.1:${port}`,
    caFile: certFile,
    ...prepared,
    existing: world.env,
  })
  world.stdout(
    Object.entries(variables)
      .map(([name, value]) => shell.line(name, value))
      .join(''),
  )
  if (world.isTTY) world.stderr(`\nThis only prints them; to set them in this shell: ${shell.usage}\n`)
}

function shellInUse(world: CliWorld): string {
  if (world.platform === 'win32') return 'powershell'
  return basename(world.env['SHELL'] ?? '') === 'fish' ? 'fish' : 'sh'
}

function shellNamed(name: string): Shell {
  if (Object.hasOwn(shells, name)) return shells[name as keyof typeof shells]
  const known = ['bash', 'zsh', 'dash', 'ksh'].includes(name) ? 'sh' : nearest(name, Object.keys(shells))
  throw new MiddleboxError(
    'usage',
    `Expected --shell ${Object.keys(shells).join(', ')}, got '${name}'`,
    known ? `Use --shell ${known}.` : 'See middlebox ca env --help.',
  )
}

/** Where `middlebox` will listen by variables and config files. */
async function configuredPort(world: CliWorld): Promise<string> {
  const { settings } = await loadSettings({ cwd: world.cwd(), env: world.env, home: world.home() }, [])
  return String(settings.listenPort ?? defaultOptions.listen[0]?.port)
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65535) return port
  throw new MiddleboxError(
    'usage',
    `Expected -p to be the proxy's port, 1 to 65535, got '${text}'`,
    'It stands in the first line that middlebox prints.',
  )
}
