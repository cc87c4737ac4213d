/**
 * Leaves: the certificates shown to clients, made while their handshake waits. All share one P-256 key, whose handshakes
 * are the cheapest; the root's RSA signature is most of the 0.3 ms that one costs.
 */
import { generateKeyPairSync } from 'node:crypto'
import type { Random } from '../kit/random.ts'
import { distinguishedName, serialFrom, signCertificate, toPem } from './certificate.ts'
import { leafExtensions, subjectAltName } from './extensions.ts'
import type { Host } from './host.ts'
import { backdate, organization, type Issuer } from './root.ts'

const day = 24 * 3600_000

/**
 * Public certificates may live 47 days from 2029 on (CA/Browser Forum ballot SC-081v3) and clients begin to hold
 * everyone to it; 45 days in all, one of them in the past.
 */
const lifetime = 45 * day

/**
 * PEM, ready for a secure context: the leaf alone, since clients have the root or do not trust it anyway.
 * `permits`: what the root may vouch for, in words, where the host is none of it and clients will refuse the leaf.
 */
export type Leaf = { readonly cert: string; readonly key: string; readonly permits?: string }

export type LeafPlan = {
  hosts: readonly Host[]
  /** Epoch ms. */
  notBefore: number
  notAfter: number
  issuer: Issuer
}

/** A function that makes leaves with one key of its own. */
export function createMint(random: Random): (plan: LeafPlan) => Leaf {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' })
  const key = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

  return ({ hosts, notBefore, notAfter, issuer }) => {
    const first = hosts[0]
    const der = signCertificate(
      {
        serial: serialFrom(random.bytes(16)),
        issuer: issuer.subject,
        // An address stands in no common name: verifiers would hold it against constraints on names.
        subject: distinguishedName(organization, first?.kind === 'dns' ? first.name : undefined),
        notBefore,
        notAfter,
        publicKey,
        extensions: [...leafExtensions(issuer.keyId), subjectAltName(hosts)],
      },
      issuer.key,
    )
    return { cert: toPem(der), key }
  }
}

/** The usual validity at a time: 45 days, but never beyond the root. */
export function leafValidity(now: number, issuer: Issuer): { notBefore: number; notAfter: number } {
  const notBefore = now - backdate
  return { notBefore, notAfter: Math.min(notBefore + lifetime, issuer.notAfter) }
}

/** A leaf is replaced a day before its end, for connections that last; where the root's end is the reason, a new one ends no later. */
export function renewAt(notAfter: number, issuer: Issuer): number {
  return notAfter < issuer.notAfter ? notAfter - day : notAfter
}
