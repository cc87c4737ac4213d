/** The same program, started with more: options, or the routes of a reverse proxy. */
import type { Bench } from '../bench.ts'
import { startMiddlebox } from '../peers/middlebox.ts'
import type { Peer } from '../peers/peer.ts'

export function started(peer: Peer, args: readonly string[], routes?: (bench: Bench) => readonly string[]): Peer {
  return { ...peer, start: (bench, mode) => startMiddlebox(bench, mode, 'proxy', [], args, routes?.(bench)) }
}
