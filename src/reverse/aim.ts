/**
 * Points a request at an upstream: target, path and Host. A request whose path and Host stay as they are keeps its very
 * head, so that the bytes that came are the bytes that go.
 */
import { HeadEdit } from '../kit/edit-head.ts'
import { getField, hasField } from '../kit/fields.ts'
import type { Request, RequestHead, Target } from '../model/message.ts'
import type { RouteDefinition } from '../model/route.ts'
import { replacePrefix } from '../routes/path.ts'
import type { Endpoint } from './endpoint.ts'

/** What one route does to the requests for one upstream. */
export type Aim = (request: Request) => Request

export function createAim(route: RouteDefinition, endpoint: Endpoint): Aim {
  const { scheme, host, port, protocol, path: base } = endpoint.definition
  const rebase = createRebase(route, base)
  const name = hostFor(route, endpoint)
  return (request) => {
    const path = rebase === undefined ? request.target.path : rebase(request.target.path)
    const target: Target = { scheme, host, port, path, protocol: speaks(request, scheme, protocol) }
    const { head } = request
    if (name === undefined && path === head.target) return { ...request, target }
    const edit = new HeadEdit(head, 'route')
    if (path !== head.target) retarget(edit, request, path)
    if (name !== undefined) rehost(edit, head, name)
    const patches = edit.patches.length === 0 ? request.patches : [...request.patches, ...edit.patches]
    return { ...request, head: edit.head, target, patches }
  }
}

/** The Host that this upstream sees instead of the client's; undefined = the client's. */
export function hostFor({ host }: Pick<RouteDefinition, 'host'>, { near, authority }: Endpoint): string | undefined {
  if (host === 'keep' || (host === undefined && near)) return undefined
  return host === undefined || host === 'rewrite' ? authority : host.name
}

/** Whether the path is changed on its way to this upstream. */
export function createRebase(
  { match, stripPrefix }: Pick<RouteDefinition, 'match' | 'stripPrefix'>,
  base: string | undefined,
): ((path: string) => string) | undefined {
  const to = base ?? (stripPrefix ? '/' : undefined)
  if (to === undefined || match.path.kind === 'regex') return undefined
  const { kind, path: prefix } = match.path
  if (kind === 'prefix' && prefix === '/' && to === '/') return undefined
  return (path) => (path === '*' ? path : replacePrefix(path, prefix, to))
}

/** gRPC has no other way than HTTP/2; over TLS the client's version tells nothing of what a plain upstream speaks. */
function speaks({ head }: Request, scheme: Target['scheme'], protocol: Target['protocol']): Target['protocol'] {
  if (protocol !== 'auto' || scheme === 'https' || head.version !== '2') return protocol
  return getField(head.fields, 'content-type')?.startsWith('application/grpc') === true ? 'h2' : 'auto'
}

/** An absolute target would stand above Host at the next hop (RFC 9112 §3.2.2): what it names becomes the Host. */
function retarget(edit: HeadEdit<RequestHead>, { head, target }: Request, path: string): void {
  edit.line('target', path)
  if (head.version === '2' || head.target.startsWith('/') || head.target === '*') return
  const named = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(head.target)?.[1] ?? target.host
  if (hasField(head.fields, 'host')) edit.set('Host', named)
  else edit.prepend('Host', named)
}

function rehost(edit: HeadEdit<RequestHead>, head: RequestHead, name: string): void {
  if (head.authority !== undefined) edit.line('authority', name)
  if (hasField(head.fields, 'host')) edit.set('Host', name)
  else if (head.version !== '2') edit.prepend('Host', name)
  else if (head.authority === undefined) edit.line('authority', name)
}
