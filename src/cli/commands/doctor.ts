/** `middlebox doctor`: what this machine and every client on it will really do, what contradicts, and what mends it. */
import type { Command } from 'commander'
import { thisMachine } from '../../ca/machine.ts'
import { environmentFindings, listFindings } from '../../clients/findings.ts'
import type { ClientTarget } from '../../clients/client.ts'
import { systemClock } from '../../kit/clock.ts'
import { stateHome } from '../../kit/environment.ts'
import { formatParentUrl, parentFor } from '../../kit/proxy-environment.ts'
import { MiddleboxError, errors } from '../../model/errors.ts'
import { defaultOptions } from '../../model/options.ts'
import { wantsColor } from '../choose-face.ts'
import { configMachine } from '../config-machine.ts'
import { exitCodes } from '../exit-codes.ts'
import { nameOurselves, ownCommand } from '../own-command.ts'
import type { CliWorld } from '../world.ts'
import { checkAuthority } from './doctor/authority.ts'
import type { Check } from './doctor/check.ts'
import { reportClients } from './doctor/clients.ts'
import { checkPort, thisPortMachine } from './doctor/port.ts'
import { formatReport } from './doctor/report.ts'
import type { Report } from './doctor/report.ts'
import { checkRuntime } from './doctor/runtime.ts'
import { setVariables } from './doctor/variables.ts'

export function registerDoctor(program: Command, world: CliWorld): void {
  program
    .command('doctor')
    .description('Node, port, CA, and which proxy and CA file each client will really use for a URL.')
    .argument('[url]', 'the URL to look at', 'https://example.com')
    .option('--json', 'one JSON object on stdout')
    .action((url: string, options: { json?: boolean; color?: boolean }) =>
      diagnose(url, { json: options.json === true, noColor: options.color === false }, world),
    )
}

/** Our own config files are not read: doctor must work where they do not. */
async function diagnose(
  url: string,
  { json, noColor }: { json: boolean; noColor: boolean },
  world: CliWorld,
): Promise<void> {
  const report = await examine(url, world)
  const color = wantsColor({ noColor }, world)
  world.stdout(
    json
      ? `${JSON.stringify({ type: 'doctor', v: 1, ...report })}\n`
      : nameOurselves(formatReport(report, { columns: world.columns, color }), await ownCommand(world)),
  )
  const marks = [...report.checks, report.upstream, ...report.clients].map(({ mark }) => mark)
  world.exit(marks.includes('bad') ? exitCodes.failure : exitCodes.ok)
}

async function examine(url: string, world: CliWorld): Promise<Report> {
  const { env, platform } = world
  const target = readTarget(url)
  const authority = await checkAuthority(stateHome(env, world.home()), systemClock, thisMachine())
  const { here, absent } = await reportClients(target, url, configMachine(world), authority)
  const contradictions = [...environmentFindings(env), ...listFindings(env)]
  return {
    url,
    checks: [
      checkRuntime(process.versions.node),
      await checkPort(defaultOptions.listen[0]!.port, thisPortMachine(platform)),
      ...authority.checks,
      ...contradictions.map((finding): Check => ({ id: 'variables', ...finding })),
    ],
    variables: setVariables(env),
    upstream: ownWay(target, env),
    clients: here,
    absent,
  }
}

/** What we do ourselves for the same URL, with curl's rules. */
function ownWay(target: ClientTarget, env: CliWorld['env']): Check {
  const id = 'upstream'
  const title = 'Middlebox'.padEnd(17)
  try {
    const choice = parentFor(target, { kind: 'env' }, env, [])
    const way = choice.kind === 'direct' ? 'direct' : `through ${formatParentUrl(choice.url)}`
    return { id, mark: 'ok', text: `${title}${way}: ${choice.because}` }
  } catch (error) {
    if (!(error instanceof MiddleboxError)) throw error
    return { id, mark: 'bad', text: `${title}${error.message}`, fix: error.hint }
  }
}

function readTarget(text: string): ClientTarget {
  const url = URL.canParse(text) && text.includes('://') ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const got = `Expected a URL such as https://example.com, got ${JSON.stringify(text)}.`
    throw new MiddleboxError('usage', got, errors.usage.hint)
  }
  const scheme = url.protocol === 'https:' ? 'https' : 'http'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return { scheme, host, port: Number(url.port) || (scheme === 'https' ? 443 : 80) }
}
