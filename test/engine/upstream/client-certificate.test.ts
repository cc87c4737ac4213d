import { generateKeyPairSync } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificateFor, loadClientCertificates } from '../../../src/engine/upstream/client-certificate.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { MiddleboxError } from '../../../src/model/errors.ts'
import { createTestCa, type Pair } from '../../support/certificates.ts'

let directory: Awaited<ReturnType<typeof makeTemporaryDirectory>>
let pair: Pair
const path = (name: string) => join(directory.path, name)

beforeAll(async () => {
  directory = await makeTemporaryDirectory()
  pair = createTestCa().issue({ names: ['me'] })
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const
  const files = {
    'cert.pem': pair.cert,
    'key.pem': pair.key,
    'both.pem': pair.cert + pair.key,
    'other.pem': other.export({ type: 'pkcs8', format: 'pem' }),
    'locked.pem': other.export(locked),
    'old-locked.pem':
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n',
    'broken.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    'broken-key.pem': '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
    'binary.p12': Buffer.from([0x30, 0x82, 0x01, 0x00, 0xff]),
    'text.txt': 'hello',
    'empty.pem': '',
  }
  for (const [name, content] of Object.entries(files)) await writeFile(path(name), content)
  await mkdir(path('folder'))
})

afterAll(() => directory.close())

test('a certificate and its key come from two files or from one', () => {
  const [two] = loadClientCertificates([{ host: 'API.test', cert: path('cert.pem'), key: path('key.pem') }])
  expect(two).toEqual({ host: 'api.test', cert: pair.cert, key: pair.key })
  const [one] = loadClientCertificates([{ cert: path('both.pem') }])
  expect(one?.host).toBe(undefined)
  expect(one?.key).toContain('PRIVATE KEY')
})

describe('wrong files', () => {
  const missing = 'Expected a client certificate (-E) in DIR/absent.pem, got no such file'
  test.each([
    ['absent.pem', undefined, missing],
    ['folder', undefined, 'Expected a client certificate (-E) in DIR/folder, got a directory'],
    ['empty.pem', undefined, 'Expected a client certificate (-E) as PEM in DIR/empty.pem, got an empty file'],
    [
      'binary.p12',
      undefined,
      'Expected a client certificate (-E) as PEM in DIR/binary.p12, got a binary file (DER or PKCS#12)',
    ],
    [
      'text.txt',
      undefined,
      'Expected a client certificate (-E) as PEM in DIR/text.txt, got a text file without any PEM block',
    ],
    ['key.pem', undefined, 'Expected a certificate in DIR/key.pem, got a PEM file with a PRIVATE KEY'],
    ['cert.pem', undefined, 'Expected a private key in DIR/cert.pem, got a PEM file with a CERTIFICATE'],
    ['cert.pem', 'other.pem', 'Expected the key of DIR/cert.pem in DIR/other.pem, got the key of another certificate'],
    ['cert.pem', 'locked.pem', 'Expected a private key without a passphrase in DIR/locked.pem, got an encrypted one'],
    [
      'cert.pem',
      'old-locked.pem',
      'Expected a private key without a passphrase in DIR/old-locked.pem, got an encrypted one',
    ],
    ['broken.pem', 'key.pem', 'Expected a certificate in DIR/broken.pem, got one that cannot be read ('],
    ['cert.pem', 'broken-key.pem', 'Expected a private key in DIR/broken-key.pem, got one that cannot be read ('],
    ['cert.pem', 'gone.pem', 'Expected the key of a client certificate (--key) in DIR/gone.pem, got no such file'],
  ])('%s with %s', (cert, key, message) => {
    let caught: unknown
    try {
      loadClientCertificates([{ cert: path(cert), ...(key === undefined ? {} : { key: path(key) }) }])
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(MiddleboxError)
    expect((caught as MiddleboxError).exitCode).toBe(2)
    expect((caught as MiddleboxError).message.replaceAll(directory.path, 'DIR')).toContain(message)
  })

  test('a binary file gets the command that converts it', () => {
    const load = () => loadClientCertificates([{ cert: path('binary.p12') }])
    expect(load).toThrow(expect.objectContaining({ hint: expect.stringContaining('openssl pkcs12 -in ') }))
  })
})

test('an exact host wins over a wildcard, and that over any host', () => {
  const [any, wild, exact] = [undefined, '*.corp.test', 'api.corp.test'].map((host) => ({ host, cert: '', key: '' }))
  const all = [any!, wild!, exact!]
  expect(certificateFor(all, ['API.corp.test'])).toBe(exact)
  expect(certificateFor(all, ['10.0.0.1', 'www.corp.test'])).toBe(wild)
  expect(certificateFor(all, ['corp.test'])).toBe(any)
  expect(certificateFor([wild!, exact!], ['a.test'])).toBe(undefined)
})
