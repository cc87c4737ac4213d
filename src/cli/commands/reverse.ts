/** `middlebox reverse`: in front of services of one's own, as `forward` is behind clients of one's own. */
import type { Command } from 'commander'
import { formatHost } from '../../kit/authority.ts'
import { emptyBody } from '../../kit/body.ts'
import { parseUrl } from '../../kit/request-url.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { explainRoute } from '../../routes/explain.ts'
import { loadCommandSettings } from '../command-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CliWorld } from '../world.ts'
import { type ForwardParts, type ForwardSession, loadParts, runForward } from './forward.ts'

export function registerReverse(program: Command, world: CliWorld): void {
  program
    .command('reverse')
    .description('Reverse proxy: in front of services on this machine or elsewhere; plain and TLS on one port.')
    .argument('[route...]', '3000, localhost:3000, h2c://host:port, /api=http://localhost:4000, api.test/v2=4000')
    .option('--explain <url>', 'which route a request for URL takes, and why; starts nothing')
    .action((_routes: unknown, { explain }: { explain?: string }, command: Command) =>
      explain === undefined ? runReverse(command, world, () => loadParts(world)) : explainUrl(command, world, explain),
    )
}

/** Runs until a signal ends it. */
export function runReverse<S extends ForwardSession>(
  command: Command,
  world: CliWorld,
  load: () => Promise<ForwardParts<S>>,
): Promise<void> {
  return runForward(command, world, load)
}

/** Says for each site which route is taken. */
async function explainUrl(command: Command, world: CliWorld, url: string): Promise<void> {
  const asked = parseUrl(/^https?:\/\//i.test(url) ? url : `http://${url.replace(/^\//, 'localhost/')}`)
  if (asked === undefined)
    throw new MiddleboxError('usage', `Expected a URL for --explain, got ${JSON.stringify(url)}.`)
  const { session } = await loadCommandSettings(command, world)
  const authority = formatHost(asked.scheme, asked.host, asked.port)
  const head = { method: 'GET', target: asked.path, version: '1.1' as const, fields: ['Host', authority] }
  const request = { head, target: { ...asked, protocol: 'auto' as const }, body: emptyBody(), patches: [] }
  let taken = false
  for (const { host, port, routes } of session.sites) {
    const { route, lines } = explainRoute(routes, request)
    taken ||= route !== undefined
    world.stdout(`GET ${asked.scheme}://${authority}${asked.path} at ${host}:${port}\n`)
    for (const line of lines) world.stdout(`  ${line}\n`)
    if (route === undefined) world.stdout('  no route: 404\n')
  }
  world.exit(taken ? exitCodes.ok : exitCodes.failure)
}
