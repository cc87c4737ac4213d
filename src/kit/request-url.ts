/** The absolute URL that a request asks for, and the same request asking for another one. */
import type { Cause, Patch } from '../model/hop.ts'
import type { Request, RequestHead, Target } from '../model/message.ts'
import { defaultPort, formatHost, parseAuthority } from './authority.ts'
import { HeadEdit } from './edit-head.ts'
import { getField } from './fields.ts'

/** As the client wrote it where it is absolute, else made from the host it named; the address dialled may be another. */
export function urlOf({ head, target }: Pick<Request, 'head' | 'target'>): string {
  if (isAbsolute(head)) {
    return `${target.scheme}://${formatHost(target.scheme, target.host, target.port)}${pathOf(target)}`
  }
  const named = head.authority ?? getField(head.fields, 'host')
  const authority = named === undefined ? undefined : parseAuthority(named, defaultPort(target.scheme))
  const { host, port } = authority ?? target
  return `${target.scheme}://${formatHost(target.scheme, host, port)}${pathOf(target)}`
}

function isAbsolute({ target }: RequestHead): boolean {
  return target.charCodeAt(0) !== 47 && target.includes('://')
}

function pathOf({ path }: Target): string {
  return path === '*' ? '' : path
}

export type AbsoluteUrl = Pick<Target, 'scheme' | 'host' | 'port' | 'path'>

/** The parts of an http or https URL; undefined when it is none. User information and fragment are left out. */
export function parseUrl(text: string): AbsoluteUrl | undefined {
  const found = /^(https?):\/\/(?:[^/?#@]*@)?([^/?#]*)([^#]*)/i.exec(text)
  if (found === null || /[\x00-\x20\x7f]/.test(text)) return undefined
  const scheme = found[1]!.toLowerCase() as 'http' | 'https'
  const authority = parseAuthority(found[2]!, defaultPort(scheme))
  if (authority === undefined) return undefined
  const rest = found[3]!
  return { scheme, ...authority, path: rest.startsWith('/') ? rest : `/${rest}` }
}

/** The request for another URL: target, start line and Host say the same, in the form that the client chose. */
export function withUrl(request: Request, url: AbsoluteUrl, cause: Cause): Request {
  const { scheme, host, port, path } = url
  const edit = new HeadEdit(request.head, cause)
  const authority = formatHost(scheme, host, port)
  const absolute = !request.head.target.startsWith('/') && request.head.target !== '*'
  edit.line('target', absolute ? `${scheme}://${authority}${path}` : path)
  if (request.head.scheme !== undefined) edit.line('scheme', scheme)
  if (request.head.authority !== undefined) edit.line('authority', authority)
  if (getField(request.head.fields, 'host') !== undefined) edit.set('Host', authority)
  else if (request.head.version !== '2') edit.prepend('Host', authority)
  const { serverName: _name, ...rest } = request.target
  const sameHost = host === request.target.host && port === request.target.port && scheme === request.target.scheme
  const target: Target = sameHost ? { ...request.target, path } : { ...rest, scheme, host, port, path, chosen: true }
  return { ...request, head: edit.head, target, patches: joined(request.patches, edit.patches) }
}

/** The request sent to another server, which sees the Host that the client named. */
export function withServer(request: Request, url: Omit<AbsoluteUrl, 'path'>, cause: Cause): Request {
  const { target, head } = request
  const edit = new HeadEdit(head, cause)
  // An absolute target would stand above Host at the next hop (RFC 9112 §3.2.2).
  edit.line('target', target.path)
  if (head.authority === undefined && getField(head.fields, 'host') === undefined)
    edit.prepend('Host', formatHost(target.scheme, target.host, target.port))
  const { serverName = target.host, ...rest } = target
  const { scheme, host, port } = url
  const sni = scheme === 'https' && target.scheme === 'https' && serverName !== host ? { serverName } : {}
  return {
    ...request,
    head: edit.head,
    target: { ...rest, scheme, host, port, chosen: true, ...sni },
    patches: joined(request.patches, edit.patches),
  }
}

/**
 * Makes the Host that an edit gave stand: over h2 the authority says it too (RFC 9113 §8.3.1), and an absolute target would
 * stand above it (RFC 9112 §3.2.2). The request goes where it went.
 */
export function nameHost(edit: HeadEdit<RequestHead>, { path }: Target, host: string): void {
  if (edit.head.authority !== undefined) edit.line('authority', host)
  else if (isAbsolute(edit.head)) edit.line('target', path)
}

function joined(before: readonly Patch[], more: readonly Patch[]): readonly Patch[] {
  return more.length === 0 ? before : [...before, ...more]
}
