/**
 * Who asked, for the upstream: X-Forwarded-For, -Proto, -Host, -Port, and Forwarded (RFC 7239). What clients say of
 * themselves in these fields is believed of trusted addresses only, since anybody can write them.
 */
import { HeadEdit } from '../kit/edit-head.ts'
import { getField, getFields, listMembers } from '../kit/fields.ts'
import { inNetwork, isLoopback, isPrivate, parseIp, parseNetwork } from '../kit/ip.ts'
import type { Context, Interceptor } from '../model/contract.ts'
import type { Request, RequestHead } from '../model/message.ts'
import type { ForwardedOptions } from '../model/route.ts'
import { claimFields } from './own-fields.ts'

const names = ['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Forwarded-Port', 'X-Real-IP', 'Forwarded']
const known = new Set(names.map((name) => name.toLowerCase()))

export function createForwarded({ how, style, trust }: ForwardedOptions): Interceptor {
  const trusted = createTrust(trust)
  return {
    name: 'reverse-forwarded',
    handle(request, next, context) {
      const edit = new HeadEdit<RequestHead>(request.head, 'reverse forwarded')
      const keep = how === 'append' && trusted(context.client.address)
      if (!keep) removeAll(edit)
      if (how !== 'remove') {
        claimFields(edit, names)
        if (style !== 'forwarded') writeLegacy(edit, request, context, keep)
        if (style !== 'x-forwarded') writeForwarded(edit, request, context)
      }
      if (edit.patches.length === 0) return next(request, context)
      return next({ ...request, head: edit.head, patches: [...request.patches, ...edit.patches] }, context)
    },
  }
}

/** Also as X_Forwarded_For: CGI and its heirs give both spellings to programs as one. */
function removeAll(edit: HeadEdit<RequestHead>): void {
  const { fields } = edit.head
  for (let at = 0; at < fields.length; at += 2)
    if (known.has(fields[at]!.toLowerCase().replaceAll('_', '-'))) edit.remove(fields[at]!)
}

/** Without a list loopback and private networks are trusted. */
function createTrust(trust: readonly string[] | undefined): (address: string) => boolean {
  if (trust === undefined)
    return (address) => isLoopback(address) || (parseIp(address) !== undefined && isPrivate(address))
  const networks = trust.map((text) => parseNetwork(text)!)
  return (address) => {
    const bytes = parseIp(address)
    return bytes !== undefined && networks.some(({ network, bits }) => inNetwork(bytes, network, bits))
  }
}

/** The list of addresses grows; the others are of the first hop, which is the client's own word when it is believed. */
function writeLegacy(edit: HeadEdit<RequestHead>, request: Request, { client }: Context, keep: boolean): void {
  const { fields } = request.head
  const before = keep ? listMembers(fields, 'x-forwarded-for') : []
  edit.set('X-Forwarded-For', [...before, client.address].join(', '))
  const set = (name: string, value: string): void => {
    if (!keep || getField(fields, name) === undefined) edit.set(name, value)
  }
  set('X-Forwarded-Proto', schemeOf(client))
  set('X-Forwarded-Host', askedHost(request))
  set('X-Forwarded-Port', String(request.target.port))
}

function writeForwarded(edit: HeadEdit<RequestHead>, request: Request, { client }: Context): void {
  const node = client.address.includes(':') ? `"[${client.address}]"` : client.address
  const host = askedHost(request)
  // RFC 7239 §4: a host with a port has a colon, which a token has not.
  const shown = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(host) ? host : `"${host.replace(/["\\]/g, '\\$&')}"`
  const element = `for=${node};host=${shown};proto=${schemeOf(client)}`
  const before = getFields(edit.head.fields, 'forwarded').filter((value) => value.trim() !== '')
  edit.set('Forwarded', [...before, element].join(', '))
}

function askedHost({ head, target }: Request): string {
  return head.authority ?? getField(head.fields, 'host') ?? target.host
}

function schemeOf({ tls }: Context['client']): string {
  return tls === undefined ? 'http' : 'https'
}
