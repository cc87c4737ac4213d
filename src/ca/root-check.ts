/** Whether the two files are a root we may sign with: readable, ours, a pair, in its time, and the key not open to others. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { MiddleboxError } from '../model/errors.ts'
import { organization, type Root } from './root.ts'

export type RootContent = {
  home: string
  certFile: string
  keyFile: string
  pem: string
  key: string
  /** Permission bits; undefined when unknown. */
  homeMode: number | undefined
  keyMode: number | undefined
}

const rotate = 'Make a new CA, the old one is kept aside: middlebox ca rotate'

export function caInvalid(message: string, hint: string = rotate): MiddleboxError {
  return new MiddleboxError('ca_invalid', message, hint)
}

/** The root, or `ca_invalid`. `now` in epoch ms. */
export function checkRoot(content: RootContent, now: number): Root {
  const { certFile, keyFile } = content
  checkPermissions(content)
  const certificate = parsed(() => new X509Certificate(content.pem), certFile, 'a certificate in PEM', content.pem)
  const key = parsed(() => createPrivateKey(content.key), keyFile, 'a private key in PEM', content.key)
  checkOurs(certFile, certificate)
  if (!certificate.checkPrivateKey(key))
    throw caInvalid(`Expected the key of ${certFile} in ${keyFile}, got the key of another certificate`)
  checkTime(certFile, certificate, now)
  return { pem: content.pem, certificate, key }
}

function checkPermissions({ home, homeMode, keyFile, keyMode }: RootContent): void {
  if (keyMode !== undefined && (keyMode & 0o077) !== 0)
    throw caInvalid(
      `Expected ${keyFile} to be readable by its owner only (0600), got ${octal(keyMode)}`,
      `If nobody else can have read it: chmod 600 '${keyFile}'; otherwise: middlebox ca rotate`,
    )
  if (homeMode !== undefined && (homeMode & 0o022) !== 0)
    throw caInvalid(
      `Expected ${home} to be writable by its owner only (0700), got ${octal(homeMode)}`,
      `If nobody else can have written there: chmod 700 '${home}'; otherwise: middlebox ca rotate`,
    )
}

/** A root of ours vouches for itself, may sign, and carries our name; anything else is somebody else's. */
function checkOurs(certFile: string, certificate: X509Certificate): void {
  const subject = oneLine(certificate.subject)
  if (!certificate.ca || !certificate.verify(certificate.publicKey))
    throw caInvalid(`Expected a self-signed CA certificate in ${certFile}, got ${subject}`)
  if (!certificate.subject.split('\n').includes(`O=${organization}`))
    throw caInvalid(`Expected a CA made by Middlebox in ${certFile}, got ${subject}`)
}

function checkTime(certFile: string, certificate: X509Certificate, now: number): void {
  const { validFromDate, validToDate } = certificate
  if (now >= validToDate.getTime())
    throw caInvalid(`Expected ${certFile} to be valid now, got a CA that expired on ${dayOf(validToDate)}`)
  if (now < validFromDate.getTime())
    throw caInvalid(
      `Expected ${certFile} to be valid now, got a CA that is valid from ${dayOf(validFromDate)} on`,
      `Check this machine's clock, which says ${dayOf(new Date(now))}; otherwise: middlebox ca rotate`,
    )
}

function parsed<T extends X509Certificate | KeyObject>(
  parse: () => T,
  path: string,
  expected: string,
  content: string,
): T {
  try {
    return parse()
  } catch (error) {
    const got = content.trim() === '' ? 'an empty file' : `something else (${(error as Error).message})`
    throw caInvalid(`Expected ${expected} in ${path}, got ${got}`)
  }
}

function oneLine(subject: string): string {
  return `'${subject.split('\n').join(', ')}'`
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
