/** What is to be told a client that does not trust what it was shown: it depends on the listener that it came to. */
import { isLoopback, parseIp } from '../../kit/ip.ts'
import { quote } from '../../kit/shell-word.ts'
import { reachable, secureUrl } from '../../kit/reachable.ts'
import type { OwnCertificate, TlsFailure } from '../../model/exchange.ts'
import type { Listener, TuiSource } from '../source.ts'

export type Remedy = {
  /** What it does not trust. */
  readonly distrusted: string
  /** Where the line belongs. */
  readonly where: string
  /** What can be copied. */
  readonly line: string
  /** Another way, and its line. */
  readonly or: string
  readonly other: string
}

const distrusted = 'the CA yet'

type Given = Pick<TuiSource, 'listening' | 'others' | 'advice' | 'certificate'>

/** All of them: a forward listener first, where there is one. */
export function listenersOf({ listening, others = [] }: Pick<Given, 'listening' | 'others'>): readonly Listener[] {
  const all = [listening, ...others]
  return [...all.filter(({ mode }) => mode === 'forward'), ...all.filter(({ mode }) => mode === 'reverse')]
}

/** Of the first listener where nothing failed yet. */
export function remedyFor(source: Given, failure?: Pick<TlsFailure, 'site' | 'certificate'>): Remedy {
  const { listening, advice } = source
  const listeners = listenersOf(source)
  const came = failure === undefined ? listeners[0]! : listeners.find(({ site }) => site === failure.site)
  const ca = quote(listening.ca)
  const own = failure === undefined ? ownOf(source, came!) : failure.certificate
  if (came !== undefined && own !== undefined)
    return {
      distrusted: "the site's own certificate",
      where: 'For one request',
      line: ownParts(came, own).join(' '),
      or: 'or for good',
      other: 'let it trust who issued the certificate',
    }
  // A shell that is sent through a reverse listener reaches nothing else any more.
  if (came?.mode === 'reverse')
    return {
      distrusted,
      where: 'For one request',
      line: `curl --cacert ${ca} ${secureUrl(came.url)}`,
      or: 'or for browsers, on this machine',
      other: advice.trust,
    }
  return {
    distrusted,
    where: 'In its shell',
    line: advice.env,
    or: `or let it trust ${listening.ca}`,
    other: `curl --cacert ${ca}`,
  }
}

/** What clients of a reverse listener are shown, where our CA did not make it. */
export function ownOf({ certificate }: Pick<Given, 'certificate'>, { site }: Listener): OwnCertificate | undefined {
  return site === undefined ? undefined : certificate(site)
}

/** A request that trusts this one file, and has it asked for by a name that it is for, wherever that name leads. */
export function ownParts({ url }: Listener, { file, name }: OwnCertificate): string[] {
  const { hostname } = new URL(reachable(url))
  const leadsHere = parseIp(name) !== undefined || (isLoopback(name) && isLoopback(hostname.replace(/[[\]]/g, '')))
  const place = leadsHere ? [] : [`--resolve ${quote(`${name}:${portOf(url)}:${hostname}`)}`]
  return ['curl', `--cacert ${quote(file)}`, ...place, ownUrl({ url }, name)]
}

export function ownUrl({ url }: Pick<Listener, 'url'>, name: string): string {
  return quote(`https://${name.includes(':') ? `[${name}]` : name}:${portOf(url)}/`)
}

/** Also where it is the one that a URL leaves out. */
function portOf(url: string): string {
  return /:(\d+)\/?$/.exec(url)?.[1] ?? '80'
}
