import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTrust } from '../../../src/engine/upstream/trust.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { createTestCa } from '../../support/certificates.ts'

const warn = (code: string, message: string) => {
  throw new Error(`${code}: ${message}`)
}

test('each client certificate has one context, and so has none', async () => {
  const ca = createTestCa()
  const certificate = { host: undefined, ...ca.issue({ names: ['me'] }) }
  const trust = createTrust([], warn)
  const plain = trust.contextFor(undefined)
  expect(trust.contextFor(undefined)).toBe(plain)
  expect(trust.contextFor(certificate)).not.toBe(plain)
  expect(trust.contextFor(certificate)).toBe(trust.contextFor(certificate))
})

test('a CA file without a readable certificate is an error at the start', async () => {
  await using directory = await makeTemporaryDirectory()
  const ca = createTestCa()
  const write = async (name: string, content: string) => {
    await writeFile(join(directory.path, name), content)
    return join(directory.path, name)
  }
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  const [key, half] = [await write('key.pem', ca.key), await write('half.pem', `${ca.cert}\n${broken}`)]
  expect(() => createTrust([key], warn)).toThrow(`Expected CA certificates in ${key}, got PEM without any certificate`)
  expect(() => createTrust([half], warn)).toThrow(`in ${half}, got an unreadable one at number 2 of 2 (`)
  expect(() => createTrust([join(directory.path, 'gone')], warn)).toThrow('got no such file')
  const several = await write('several.pem', `# two\n${ca.cert}\n${createTestCa('Second').cert}`)
  expect(() => createTrust([several], warn)).not.toThrow()
})
