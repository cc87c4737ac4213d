/**
 * Fields that end at a proxy: RFC 9110 §7.6.1, and the Proxy-* ones that were never standardised.
 * Each removal is a patch, so that the ledger shows what the next hop did not get, and why.
 */
import type { Cause, Patch } from '../../model/hop.ts'
import type { Fields } from '../../model/message.ts'
import { trimBlanks } from './characters.ts'
import type { Facts } from './facts.ts'

/** Which of the special lines stay although they are hop-by-hop, because we speak for them on the next hop too. */
export type Keep = {
  /** Connection and Upgrade pass when a switch of protocols is relayed. */
  upgrade: boolean
  transferEncoding: boolean
  /** The first Content-Length stays; repetitions of it never do (RFC 9110 §8.6). */
  contentLength: boolean
  /** Proxy-Authorization (requests), Proxy-Authenticate and Proxy-Authentication-Info (responses), for a parent proxy that asked for it. */
  proxyAuth: boolean
  /** `Connection: close` as it stands, when that is also what we would write. */
  close: boolean
  /** The request is ours: what is for the next hop was written for it. */
  own?: boolean
}

/** The positions (in `facts.of`) to leave out, ascending, with a patch each. */
export function hopByHop(facts: Facts, keep: Keep, patches: Patch[]): number[] {
  const drop: number[] = []
  const lines = facts.lines
  let lengths = 0
  for (let i = 0; i < lines.length; i += 3) {
    const index = lines[i]!
    const name = facts.of[index]!.toLowerCase()
    const repeated = name === 'content-length' && lengths++ > 0
    const cause = repeated ? 'framing' : dropCause(name, keep)
    if (cause !== undefined) remove(facts.of, index, drop, patches, cause)
  }
  if (facts.connection !== '' && keep.own !== true) dropNamed(facts, keep, drop, patches)
  return drop
}

function dropCause(name: string, keep: Keep): Cause | undefined {
  switch (name) {
    case 'connection':
      return keep.own || keep.upgrade || keep.close ? undefined : 'hop-by-hop'
    case 'upgrade':
      return keep.own || keep.upgrade ? undefined : 'hop-by-hop'
    case 'transfer-encoding':
      return keep.transferEncoding ? undefined : 'framing'
    case 'content-length':
      return keep.contentLength ? undefined : 'framing'
    case 'proxy-authorization':
    case 'proxy-authenticate':
    case 'proxy-authentication-info':
      return keep.proxyAuth ? undefined : 'hop-by-hop'
    default:
      return keep.own ? undefined : 'hop-by-hop'
  }
}

/** Fields that Connection names. Those a sender must not name (RFC 9110 §7.6.1: they are for all recipients) stay. */
function dropNamed(facts: Facts, keep: Keep, drop: number[], patches: Patch[]): void {
  if (facts.connection === 'keep-alive' || facts.connection === 'close') return
  const named = new Set(facts.connection.split(',').map(trimBlanks))
  if (keep.upgrade) for (const name of ['connection', 'upgrade']) named.delete(name)
  for (let index = 0; index < facts.of.length; index += 2) {
    const name = facts.of[index]!.toLowerCase()
    if (!named.has(name) || protectedNames.has(name) || drop.includes(index)) continue
    remove(facts.of, index, drop, patches, 'hop-by-hop')
  }
  drop.sort((a, b) => a - b)
}

const protectedNames = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'content-type',
  'cache-control',
  'authorization',
  'cookie',
  'set-cookie',
  'date',
])

function remove(fields: Fields, index: number, drop: number[], patches: Patch[], cause: Cause): void {
  // Patches apply in order: those before this one have moved the rest up.
  let before = 0
  for (const dropped of drop) if (dropped < index) before++
  drop.push(index)
  patches.push({ op: 'remove', index: index / 2 - before, name: fields[index]!, before: fields[index + 1]!, cause })
}

/** A field line written anew in its place. */
export type Replacement = { index: number; value: string }

/** Field lines as text without those at `drop` (ascending), straight from the received bytes where there are any. */
export function fieldText(facts: Facts, drop: readonly number[], replaced?: Replacement): string {
  if (facts.text === '') return joinFields(facts.of, drop, replaced)
  let text = ''
  let at = facts.start
  const changed = replaced === undefined ? drop : [...drop, replaced.index].sort((a, b) => a - b)
  for (const index of changed) {
    const known = facts.lines.findIndex((line, i) => i % 3 === 0 && line === index)
    const start = known < 0 ? lineStart(facts, index) : facts.lines[known + 1]!
    text += facts.text.slice(at, start)
    if (index === replaced?.index) text += `${facts.of[index]!}: ${replaced.value}\r\n`
    at = known < 0 ? facts.text.indexOf('\n', start) + 1 : facts.lines[known + 2]!
  }
  return text + facts.text.slice(at, facts.text.length - 2)
}

/** Only a field that Connection names, or a replaced one, has to be searched for. */
function lineStart(facts: Facts, index: number): number {
  let start = facts.start
  for (let i = 0; i < index; i += 2) start = facts.text.indexOf('\n', start) + 1
  return start
}

function joinFields(fields: Fields, drop: readonly number[], replaced: Replacement | undefined): string {
  let text = ''
  for (let i = 0; i < fields.length; i += 2) {
    if (!drop.includes(i)) text += `${fields[i]!}: ${i === replaced?.index ? replaced.value : fields[i + 1]!}\r\n`
  }
  return text
}
