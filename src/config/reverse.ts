/** What a command listens to as a reverse proxy: the section of the config file, or routes given as arguments. */
import { MiddleboxError } from '../model/errors.ts'
import type { ListenOptions } from '../model/options.ts'
import type { SiteDefinition, SiteTls } from '../model/route.ts'
import { parseRouteArgument } from '../routes/argument.ts'
import { complaint } from './complaint.ts'
import type { Settings } from './options.ts'
import type { ReverseSection } from './read-settings.ts'
import { checkSites } from './reverse/check.ts'
import { type WrittenSite, readSites } from './reverse/read-sites.ts'

/** Where a reverse proxy listens that is told nothing (PRODUCT.md §2). */
const usual = { host: '127.0.0.1', port: 8000 }

export type ReverseSaid = {
  /** Routes as arguments stand in place of the section. */
  routes: readonly string[]
  section: ReverseSection | undefined
  settings: Settings
  /** The forward listener beside it, if there is one: then host and port of the options are that one's. */
  forward: ListenOptions | undefined
  /** Host and port were said on the command line, which stands above the section. */
  flags: { host: boolean; port: boolean }
}

/** @throws MiddleboxError config_invalid, usage */
export function resolveReverse(said: ReverseSaid): { listen: ListenOptions[]; sites: SiteDefinition[] } {
  const written = writtenSites(said)
  const served = certificates(said.settings)
  const sites = written.map((site, index): SiteDefinition => {
    const at = placeOf(site, index === 0 ? said : { ...said, settings: {}, flags: { host: false, port: false } })
    const { tls, routes, where } = site
    const places = { ...tls.places, ...served.places }
    return {
      ...at,
      routes,
      where,
      tls: { ...tls, certificates: [...tls.certificates, ...served.certificates], places },
    }
  })
  const listen = sites.map(({ host, port }, site): ListenOptions => ({ mode: 'reverse', host, port, site }))
  const all = said.forward === undefined ? listen : [said.forward, ...listen]
  checkListeners(sites, all)
  checkSites(sites, all)
  return { listen: all, sites }
}

function writtenSites({ routes, section, forward }: ReverseSaid): readonly WrittenSite[] {
  if (routes.length > 0)
    return [{ tls: { certificates: [] }, routes: routes.map(parseRouteArgument), where: 'the command line' }]
  if (section !== undefined) return readSites(section.value, section.base)
  if (forward !== undefined) return []
  throw new MiddleboxError(
    'usage',
    'Expected a route such as 3000 or /api=http://localhost:4000, got none, and no config file has a reverse section.',
    'middlebox reverse 3000 puts a proxy in front of localhost:3000.',
  )
}

function placeOf(site: WrittenSite, { settings, forward, flags }: ReverseSaid): { host: string; port: number } {
  const said = forward === undefined ? settings : {}
  const host = (flags.host ? said.listenHost : undefined) ?? site.host ?? said.listenHost ?? usual.host
  const port = (flags.port ? said.listenPort : undefined) ?? site.port ?? said.listenPort ?? usual.port
  return { host, port }
}

/** Each `--tls-key` goes with the `--tls-cert` of the same host. */
function certificates({ tlsCert = [], tlsKey = [] }: Settings): SiteTls {
  for (const { host, file } of tlsKey) {
    if (tlsCert.some((cert) => cert.host === host)) continue
    const whose = host === undefined ? 'without a host' : `for ${host}`
    throw complaint('--tls-key', `a --tls-cert ${whose} to go with ${JSON.stringify(file)}`, 'none')
  }
  const certificates = tlsCert.map(({ host, file }) => {
    const key = tlsKey.find((one) => one.host === host)
    return { ...(host !== undefined && { host }), cert: file, ...(key && { key: key.file }) }
  })
  const placesOf = (files: readonly { file: string }[], option: string) => files.map(({ file }) => [file, option])
  return {
    certificates,
    places: Object.fromEntries([...placesOf(tlsCert, '--tls-cert'), ...placesOf(tlsKey, '--tls-key')]),
  }
}

function checkListeners(sites: readonly SiteDefinition[], listen: readonly ListenOptions[]): void {
  for (const [index, at] of listen.entries()) {
    const taken = listen.slice(0, index).some(({ host, port }) => port !== 0 && port === at.port && host === at.host)
    if (!taken) continue
    const { where } = sites[at.site!]!
    throw complaint(
      where,
      'a port of its own for each site',
      `${at.host}:${at.port} again`,
      'Give the site a listenPort.',
    )
  }
}
