/**
 * Fields that end at a proxy: RFC 9110 §7.6.1, and the Proxy-* ones that were never standardised.
 * Each removal is a patch, so that the ledger shows what the next hop did not get, and why.
 */
import type { Cause, Patch } from '../../model/hop.ts'
import type { Fields } from '../../model/message.ts'
import type { Facts } from './facts.ts'

/** Which of the special lines stay although they are hop-by-hop, because we speak for them on the next hop too. */
export type Keep = {
  /** Connection and Upgrade pass when a switch of protocols is relayed. */
  upgrade: boolean
  transferEncoding: boolean
  contentLength: boolean
  /** Proxy-Authorization (requests) and Proxy-Authenticate (responses), for a parent proxy that asked for it. */
  proxyAuth: boolean
  /** `Connection: close` as it stands, when that is also what we would write. */
  close: boolean
}

/** The positions (in `facts.of`) to leave out, ascending, with a patch each. */
export function hopByHop(facts: Facts, keep: Keep, patches: Patch[]): number[] {
  const drop: number[] = []
  const lines = facts.lines
  for (let i = 0; i < lines.length; i += 3) {
    const index = lines[i]!
    const cause = dropCause(facts.of[index]!.toLowerCase(), keep)
    if (cause !== undefined) remove(facts.of, index, drop, patches, cause)
  }
  if (facts.connection !== '' && !keep.upgrade) dropNamed(facts, drop, patches)
  return drop
}

function dropCause(name: string, keep: Keep): Cause | undefined {
  switch (name) {
    case 'connection':
      return keep.upgrade || keep.close ? undefined : 'hop-by-hop'
    case 'upgrade':
      return keep.upgrade ? undefined : 'hop-by-hop'
    case 'transfer-encoding':
      return keep.transferEncoding ? undefined : 'framing'
    case 'content-length':
      return keep.contentLength ? undefined : 'framing'
    case 'proxy-authorization':
    case 'proxy-authenticate':
      return keep.proxyAuth ? undefined : 'hop-by-hop'
    default:
      return 'hop-by-hop'
  }
}

/** Fields that Connection names. Those a sender must not name (RFC 9110 §7.6.1: they are for all recipients) stay. */
function dropNamed(facts: Facts, drop: number[], patches: Patch[]): void {
  if (facts.connection === 'keep-alive' || facts.connection === 'close') return
  const named = new Set(facts.connection.split(',').map((option) => option.trim()))
  for (let index = 0; index < facts.of.length; index += 2) {
    const name = facts.of[index]!.toLowerCase()
    if (!named.has(name) || protectedNames.has(name) || drop.includes(index)) continue
    remove(facts.of, index, drop, patches, 'hop-by-hop')
  }
  drop.sort((a, b) => a - b)
}

const protectedNames = new Set(['host', 'content-length', 'transfer-encoding', 'content-type', 'cache-control', 'authorization', 'cookie', 'set-cookie', 'date'])

function remove(fields: Fields, index: number, drop: number[], patches: Patch[], cause: Cause): void {
  // Patches apply in order: those before this one have moved the rest up.
  let before = 0
  for (const dropped of drop) if (dropped < index) before++
  drop.push(index)
  patches.push({ op: 'remove', index: index / 2 - before, name: fields[index]!, before: fields[index + 1]!, cause })
}

/** Field lines as text without those at `drop`, straight from the received bytes where there are any. */
export function fieldText(facts: Facts, drop: readonly number[]): string {
  if (facts.text === '') return joinFields(facts.of, drop)
  const end = facts.text.length - 2
  if (drop.length === 0) return facts.text.slice(facts.start, end)
  let text = ''
  let at = facts.start
  for (const index of drop) {
    const line = lineOf(facts, index)
    if (line < 0) return joinFields(facts.of, drop)
    text += facts.text.slice(at, facts.lines[line + 1]!)
    at = facts.lines[line + 2]!
  }
  return text + facts.text.slice(at, end)
}

function lineOf(facts: Facts, index: number): number {
  for (let i = 0; i < facts.lines.length; i += 3) if (facts.lines[i] === index) return i
  return -1
}

function joinFields(fields: Fields, drop: readonly number[]): string {
  let text = ''
  for (let i = 0; i < fields.length; i += 2) if (!drop.includes(i)) text += `${fields[i]!}: ${fields[i + 1]!}\r\n`
  return text
}
