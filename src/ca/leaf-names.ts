/**
 * Which names a leaf for a host carries. One leaf serves a name and all its siblings (`example.com`, `*.example.com`)
 * where clients accept that, so that a page with twenty subdomains costs one certificate and one secure context.
 */
import type { Host } from './host.ts'
import { covers, type Constraints } from './name-constraints.ts'

/**
 * Clients refuse a wildcard right below a public suffix (`*.co.uk`). Those of two and more labels are, but for a handful,
 * under country codes, so wildcards are used only below `name.tld` with a generic top level of three letters and more;
 * other hosts get a leaf of their own. International top levels (`xn--…`) count as country codes.
 */
export function wildcardParent(name: string): string | undefined {
  const labels = name.split('.')
  const top = labels.at(-1)!
  if (labels.length < 3 || labels[0] === '*') return undefined
  return top.length > 2 && !top.startsWith('xn--') ? labels.slice(1).join('.') : undefined
}

/** The names of the leaf, the first one for its subject; two hosts with equal names share a leaf. */
export function leafNames(host: Host, constraints?: Constraints): Host[] {
  if (host.kind === 'ip') return [host]
  const parent = wildcardParent(host.name)
  // The parent must be covered too: below a constraint on a.corp.test, *.corp.test would be refused.
  if (parent === undefined || !covers(constraints, { kind: 'dns', name: parent })) return [host]
  return [
    { kind: 'dns', name: parent },
    { kind: 'dns', name: `*.${parent}` },
  ]
}

/** A key that is equal for equal lists of names. */
export function namesKey(hosts: readonly Host[]): string {
  return hosts
    .map((host) => (host.kind === 'dns' ? host.name : `ip:${Buffer.from(host.bytes).toString('hex')}`))
    .join(' ')
}
