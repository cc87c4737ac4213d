import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadServedCertificates } from '../../../src/engine/tls/served-certificates.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import type { SiteTls } from '../../../src/model/route.ts'
import { type TestCa, createTestCa } from '../../support/certificates.ts'

let ca: TestCa
let other: TestCa
beforeAll(() => {
  ca = createTestCa()
  other = createTestCa('Other')
})

async function folderWith(files: Record<string, string>) {
  const folder = await makeTemporaryDirectory()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  return { at: (name: string) => join(folder.path, name), [Symbol.asyncDispose]: folder.close }
}

const minted = { cert: 'minted', key: '' }
const chosen = (tls: SiteTls) => {
  const served = loadServedCertificates(tls)
  return { leafFor: (name: string) => served.leafFor(name, () => minted) }
}

test('by host, then by what the certificate is for, then the first for any', async () => {
  const [a, b, c] = ['a.test', '*.b.test', 'c.test'].map((name) => ca.issue({ names: [name] }))
  await using folder = await folderWith({
    'a.pem': a!.cert + a!.key,
    'b.pem': b!.cert,
    'b.key': b!.key,
    'c.pem': c!.cert + c!.key,
  })
  const served = chosen({
    certificates: [
      { cert: folder.at('a.pem') },
      { host: '*.b.test', cert: folder.at('b.pem'), key: folder.at('b.key') },
      { cert: folder.at('c.pem') },
    ],
  })
  expect(served.leafFor('x.b.test')?.cert).toBe(b!.cert)
  expect(served.leafFor('c.test')?.cert).toContain(c!.cert)
  expect(served.leafFor('elsewhere.test')?.cert).toContain(a!.cert)
  expect(served.leafFor('c.test')).toBe(served.leafFor('c.test'))
})

test('where all are for other hosts one is minted', async () => {
  const a = ca.issue({ names: ['a.test'] })
  await using folder = await folderWith({ 'a.pem': a.cert + a.key })
  const served = chosen({ certificates: [{ host: 'a.test', cert: folder.at('a.pem') }] })
  expect(served.leafFor('b.test')).toBe(minted)
  expect(served.leafFor('a.test')).not.toBe(minted)
  expect(chosen({ certificates: [] }).leafFor('a.test')).toBe(minted)
})

test('what cannot be served is refused, with the file', async () => {
  const [a, b] = [ca.issue({ names: ['a.test'] }), other.issue({ names: ['a.test'] })]
  await using folder = await folderWith({
    'a.pem': a.cert,
    'b.key': b.key,
    'text.pem': 'hello',
    'broken.pem': '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n',
  })
  const load = (cert: string, key?: string, clientCa?: string) => () => {
    const certificates = cert === '' ? [] : [{ cert: folder.at(cert), ...(key && { key: folder.at(key) }) }]
    const places = { [folder.at(cert)]: 'f.yml:1:2', [folder.at(key ?? '')]: 'f.yml:1:9' }
    const tls = clientCa === undefined ? {} : { clientCa: [folder.at(clientCa)] }
    return loadServedCertificates({ certificates, places: { ...places, [folder.at('b.key')]: 'f.yml:1:9' }, ...tls })
  }
  expect(load('a.pem', 'b.key')).toThrow(/^f\.yml:1:9: Expected the key of .*, got the key of another certificate\.$/)
  expect(load('a.pem')).toThrow(/^f\.yml:1:2: Expected a private key .*, got a PEM file with a CERTIFICATE \(/)
  expect(load('text.pem')).toThrow('Expected a certificate as PEM')
  expect(load('broken.pem', 'b.key')).toThrow('Expected a certificate in')
  expect(load('gone.pem')).toThrow(/^f\.yml:1:2: .*got no such file/)
  expect(load('', '', 'b.key')).toThrow(
    /^f\.yml:1:9: Expected CA certificates .*, got a PEM file with an? .*PRIVATE KEY\.$/,
  )
  expect(load('', '', 'a.pem')).toThrow(/got that of CN=.*, which is no CA\.$/)
  expect(load('', '', 'broken.pem')).toThrow('Expected CA certificates in')
  expect(load('', '', 'gone.pem')).toThrow('got no such file')
})

test('where clients must show a certificate every leaf says so, always the same', async () => {
  await using folder = await folderWith({ 'ca.pem': ca.cert })
  const served = chosen({ certificates: [], clientCa: [folder.at('ca.pem')] })
  expect(served.leafFor('a.test')).toEqual({ ...minted, clientCa: ca.cert })
  expect(served.leafFor('a.test')).toBe(served.leafFor('b.test'))
})
