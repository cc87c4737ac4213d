/**
 * The certificate authority of one home, as a session uses it: opened once, then a leaf for every host that clients ask
 * for. Opening costs no more than reading two files when the root is there; forge is loaded with the first leaf.
 */
import type { X509Certificate } from 'node:crypto'
import type { Clock } from '../kit/clock.ts'
import type { Random } from '../kit/random.ts'
import type { LeafFlaw } from '../model/connection.ts'
import { createStranger, flawedPlan } from './flawed-leaf.ts'
import { readHost } from './host.ts'
import { createLeafCache } from './leaf-cache.ts'
import { leafNames, namesKey } from './leaf-names.ts'
import { covers, describeConstraints } from './name-constraints.ts'
import { createMint, leafValidity, renewAt, type Leaf } from './leaf.ts'
import { openRoot, type RootWorld } from './root-files.ts'
import { issuerOf, type Issuer, type Root } from './root.ts'

export type MintRequest = {
  hosts: readonly string[]
  /** Epoch ms; the usual validity when absent. */
  notBefore?: number
  notAfter?: number
  /** Another issuer than the root, for leaves that must not be trusted. */
  issuer?: Issuer
}

export interface Authority {
  /** Path of the root certificate in PEM. */
  readonly certFile: string
  /** The root certificate in PEM. */
  readonly pem: string
  readonly certificate: X509Certificate
  /**
   * The leaf for a host name or address, without port; from memory when there is one. The same object is returned while
   * it is good, so what is derived from it can hang on it. Synchronous, about 0.3 ms when it must be made. One with a flaw
   * is made each time.
   */
  leafFor(host: string, flaw?: LeafFlaw): Leaf
  /** A leaf made to order, not kept. */
  mint(request: MintRequest): Leaf
  /** Loads what the first leaf needs, so that the first client does not wait for it. */
  warm(): void
}

/** Opens the CA in `home`, or makes one when there is none. Throws `ca_invalid` when what is there cannot be used. */
export async function openAuthority(home: string, world: RootWorld): Promise<Authority> {
  const { root, certFile } = await openRoot(home, world)
  return createAuthority(root, certFile, world)
}

export function createAuthority(root: Root, certFile: string, world: { clock: Clock; random: Random }): Authority {
  const cache = createLeafCache()
  let made: { mint: ReturnType<typeof createMint>; issuer: Issuer } | undefined
  const ready = () => (made ??= { mint: createMint(world.random), issuer: issuerOf(root) })

  let stranger: Issuer | undefined
  const flawed = (host: string, flaw: LeafFlaw): Leaf => {
    const { mint, issuer } = ready()
    const now = world.clock.now()
    return mint(flawedPlan(host, flaw, now, issuer, () => (stranger ??= createStranger(now, world.random))))
  }

  const leafFor = (host: string, flaw?: LeafFlaw): Leaf => {
    if (flaw !== undefined) return flawed(host, flaw)
    const now = world.clock.now()
    const known = cache.get(host, now)
    if (known) return known.leaf
    const { mint, issuer } = ready()
    const { constraints } = issuer
    const read = readHost(host)
    const hosts = leafNames(read, constraints)
    const key = namesKey(hosts)
    let kept = cache.get(key, now)
    if (!kept) {
      const validity = leafValidity(now, issuer)
      const leaf = mint({ hosts, ...validity, issuer })
      const beyond = constraints !== undefined && !covers(constraints, read)
      kept = {
        leaf: beyond ? { ...leaf, permits: describeConstraints(constraints).join(', ') } : leaf,
        until: renewAt(validity.notAfter, issuer),
      }
      cache.set(key, kept)
    }
    if (host !== key) cache.set(host, kept)
    return kept.leaf
  }

  return {
    certFile,
    pem: root.pem,
    certificate: root.certificate,
    leafFor,
    mint({ hosts, notBefore, notAfter, issuer: other }) {
      const { mint, issuer: own } = ready()
      const issuer = other ?? own
      const usual = leafValidity(world.clock.now(), issuer)
      return mint({
        hosts: hosts.map(readHost),
        notBefore: notBefore ?? usual.notBefore,
        notAfter: notAfter ?? usual.notAfter,
        issuer,
      })
    },
    warm: () => void ready(),
  }
}
