/** Which way a target is reached: the end of the line after `--connect-to`, and the parent proxy on it, if any. */
import { isLoopback } from '../../kit/ip.ts'
import { formatAuthority } from '../../kit/authority.ts'
import { parentFor, type ParentUrl } from '../../kit/proxy-environment.ts'
import type { UpstreamOptions } from '../../model/options.ts'
import { connectTo, pinned } from './resolve.ts'

export type Route = {
  /** Where the connection is to end. */
  host: string
  port: number
  parent?: ParentUrl
  /** Requests go to the parent in absolute-form, with no tunnel (RFC 9112 §3.2.2). */
  absoluteForm: boolean
}

type Ends = { scheme: 'http' | 'https'; host: string; port: number; tunnel?: boolean }

export type RouteWorld = {
  env: Readonly<Record<string, string | undefined>>
  own(): readonly { host: string; port: number }[]
  warn(code: string, message: string): void
}

/** Routes kept, so that a request on a kept connection does not match exception lists again. */
const capacity = 1000

/** Creates the function that finds routes. Its answers are kept until the session listens elsewhere. */
export function createRouter(options: UpstreamOptions, world: RouteWorld): (target: Ends) => Route {
  const routes = new Map<string, Route>()
  const warned = new Set<string>()
  let listening = ''
  return (target) => {
    const own = world.own()
    const now = own.map(({ host, port }) => formatAuthority(host, port)).join()
    if (now !== listening || routes.size >= capacity) routes.clear()
    listening = now
    const scheme = target.tunnel ? 'https' : target.scheme
    const key = `${scheme} ${target.host} ${target.port}`
    let route = routes.get(key)
    if (!route) routes.set(key, (route = find({ ...target, scheme }, own)))
    return route
  }

  function find(target: Ends, own: readonly { host: string; port: number }[]): Route {
    const moved = connectTo(target.host, target.port, options.connectTo)
    const end = moved ?? { host: target.host, port: target.port }
    const parent = endsHere(end) ? undefined : parentOf(target, own)
    // As in curl, a target moved by --connect-to is tunnelled: in absolute-form the parent would go by the URL.
    const absoluteForm = parent !== undefined && !moved && target.scheme === 'http' && parent.scheme.startsWith('http')
    return { ...end, absoluteForm, ...(parent ? { parent } : {}) }
  }

  /** Loopback is always direct, also when an option leads there. */
  function endsHere({ host, port }: { host: string; port: number }): boolean {
    return isLoopback(host) || pinned(host, port, options.resolve)?.every(isLoopback) === true
  }

  function parentOf(target: Ends, own: readonly { host: string; port: number }[]): ParentUrl | undefined {
    const choice = parentFor(target, options.parent, world.env, own)
    if (choice.kind === 'proxy') return choice.url
    if (choice.kind === 'ignored-self' && !warned.has(choice.because)) {
      warned.add(choice.because)
      world.warn('parent_ignored', `${choice.because} and is ignored: connections go direct`)
    }
    return undefined
  }
}
