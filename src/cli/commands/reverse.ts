/** `middlebox reverse`: in front of services of one's own, as `forward` is behind clients of one's own. */
import type { Command } from 'commander'
import { asciiName, formatAuthority, formatHost } from '../../kit/authority.ts'
import { emptyBody } from '../../kit/body.ts'
import { type AbsoluteUrl, parseUrl } from '../../kit/request-url.ts'
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
    .option('--explain <url>', 'which route a request for URL takes, or for "METHOD URL", and why; starts nothing')
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

/** Says for each site which route is taken; of the site alone that listens on the URL's port, if one does. */
async function explainUrl(command: Command, world: CliWorld, asked: string): Promise<void> {
  const { method, url } = readAsked(asked)
  const { session } = await loadCommandSettings(command, world)
  const authority = formatHost(url.scheme, url.host, url.port)
  const head = { method, target: url.path, version: '1.1' as const, fields: ['Host', authority] }
  const request = { head, target: { ...url, protocol: 'auto' as const }, body: emptyBody(), patches: [] }
  const named = session.sites.filter(({ port }) => port === url.port)
  const sites = named.length > 0 ? named : session.sites
  let taken = false
  for (const { host, port, routes } of sites) {
    const { route, lines } = explainRoute(routes, request)
    taken ||= route !== undefined
    world.stdout(`${method} ${url.scheme}://${authority}${url.path} at ${formatAuthority(host, port)}\n`)
    for (const line of lines) world.stdout(`  ${line}\n`)
    if (route === undefined) world.stdout('  no route: 404\n')
  }
  for (const { host, port } of session.sites.filter((site) => !sites.includes(site)))
    world.stdout(`not asked: ${formatAuthority(host, port)}, since the URL has port ${url.port}\n`)
  world.exit(taken ? exitCodes.ok : exitCodes.failure)
}

/** `http://a.test/x`, `a.test/x` or `/x`, perhaps with a method before it. @throws MiddleboxError usage */
function readAsked(asked: string): { method: string; url: AbsoluteUrl } {
  const [, method = 'GET', text = ''] = /^(?:([A-Za-z-]+)\s+)?(.*)$/s.exec(asked.trim()) ?? []
  const whole = /^https?:\/\//i.test(text) ? text : `http://${text.replace(/^\//, 'localhost/')}`
  const url = parseUrl(whole.replace(/(?<=^https?:\/\/)[^/?#:[\]]*/i, asciiName))
  if (url !== undefined) return { method: method.toUpperCase(), url }
  throw new MiddleboxError(
    'usage',
    `Expected a URL for --explain, perhaps with a method before it, got ${JSON.stringify(asked)}.`,
    'middlebox reverse 3000 --explain "POST http://localhost:8000/api"',
  )
}
