/**
 * The certificates that reverse sites show their clients: from files of their own, each known by its file, so that who
 * refuses one is told of that and not of our CA; minted where a site has none.
 */
import { X509Certificate } from 'node:crypto'
import type { LeafSource } from '../engine/secure.ts'
import { type ServedCertificates, loadServedCertificates } from '../engine/tls/served-certificates.ts'
import { readPem } from '../engine/upstream/client-certificate.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { OwnCertificate } from '../model/exchange.ts'
import type { SiteDefinition } from '../model/route.ts'
import { type ServedFile, explainRefusal, ownCertificate } from './own-certificate.ts'

type Site = Pick<SiteDefinition, 'host' | 'tls'>

type Known = ServedCertificates & { host: string; files: ReadonlyMap<string, ServedFile> }

export interface Served {
  readonly leaves: LeafSource
  /** Reads other files; they count once that is called which it returns. @throws MiddleboxError config_invalid */
  load(sites: readonly Site[]): () => void
  /** What a client of that site is shown, unless it asks for a name with a certificate of its own; undefined: a minted one. */
  certificate(site: number): OwnCertificate | undefined
  /** Of a client that refused one of these, which it was. */
  explain(event: ProxyEvent): ProxyEvent
}

/** @throws MiddleboxError config_invalid that names the file and what was found */
export function createServed(sites: readonly Site[], minted: LeafSource): Served {
  let known = sites.map(loadSite)
  /** Who sends no name came to an address. */
  const fileFor = (site: number, name = known[site]?.host ?? ''): ServedFile | undefined => {
    const { leafFor, files } = known[site] ?? {}
    return files?.size ? files.get(leafFor!(name, () => none).cert) : undefined
  }
  return {
    leaves: {
      leafFor(host, flaw, site) {
        const own = flaw === undefined && site !== undefined ? known[site] : undefined
        const mint = () => minted.leafFor(host, flaw)
        return own === undefined ? mint() : own.leafFor(host, mint)
      },
    },
    load(next) {
      const loaded = next.map(loadSite)
      return () => void (known = loaded)
    },
    certificate(site) {
      const shown = fileFor(site, 'localhost')
      return shown && ownCertificate(shown)
    },
    explain: (event) => explainRefusal(event, fileFor),
  }
}

const none = { cert: '', key: '' }

function loadSite({ host, tls }: Site): Known {
  const { leafFor } = loadServedCertificates(tls)
  const files = tls.certificates.map(({ cert: file }): [string, ServedFile] => {
    const pem = readPem(file, 'a certificate')
    return [pem, { file, where: tls.places?.[file], certificate: new X509Certificate(pem) }]
  })
  return { host, leafFor, files: new Map(files) }
}
