/**
 * One PEM file with every root a client trusted before and our CA: the variables that replace a client's store point
 * here, so that hosts passed through untouched still verify.
 */
import { join } from 'node:path'
import { makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'

/** Where systems keep their roots as one file; the first that exists is taken (Go's crypto/x509, root_linux.go). */
export const systemBundles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Arch, Gentoo
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // Fedora, RHEL
  '/etc/pki/tls/certs/ca-bundle.crt', // older RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // Alpine, macOS, BSD
]

export type BundleOptions = {
  /** Where the bundle is kept. */
  directory: string
  /** PEM of our CA. */
  caFile: string
  /** CA files the user's own variables name: kept, missing ones passed over. */
  extraFiles?: readonly string[]
  /** Roots in PEM, asked for when the platform keeps no such file (Windows). */
  roots?: () => readonly string[] | Promise<readonly string[]>
  /** For tests. */
  systemFiles?: readonly string[]
}

/** Writes the bundle when its content has changed; returns its path. */
export async function refreshBundle(options: BundleOptions): Promise<string> {
  const path = join(options.directory, 'ca-bundle.pem')
  const ours = await readTextIfThere(options.caFile)
  const texts = [ours ?? '', ...(await extraTexts(options, path)), ...(await systemTexts(options))]
  const content = [...new Set(texts.flatMap(certificates))].join('\n') + '\n'
  if ((await readTextIfThere(path)) === content) return path
  await makeDirectory(options.directory)
  await writeAtomic(path, content)
  return path
}

async function systemTexts({ systemFiles = systemBundles, roots }: BundleOptions): Promise<readonly string[]> {
  for (const file of systemFiles) {
    const text = await readTextIfThere(file).catch(() => undefined)
    if (text && certificates(text).length > 0) return [text]
  }
  return roots ? await roots() : []
}

async function extraTexts({ extraFiles = [] }: BundleOptions, path: string): Promise<string[]> {
  // Our own bundle, inherited from a run around this one, is made anew and not fed to itself.
  const wanted = extraFiles.filter((file) => file !== path)
  const texts = await Promise.all(wanted.map((file) => readTextIfThere(file).catch(() => undefined)))
  return texts.filter((text) => text !== undefined)
}

/** The PEM blocks of a text, without what stands between them (RFC 7468 §5.2 allows explanatory text). */
export function certificates(text: string): string[] {
  return (text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map((block) =>
    block.replaceAll('\r', '').replace(/[ \t]+$/gm, ''),
  )
}
