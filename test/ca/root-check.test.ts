import { describe, expect, test } from 'vitest'
import { caInvalid, checkRoot, type RootContent } from '../../src/ca/root-check.ts'
import { createTestCa } from '../support/certificates.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import { ecKeys, testRoot } from '../support/authority.ts'

const now = Date.UTC(2026, 10, 22)
const day = 24 * 3600_000
const root = testRoot({ now })
const content: RootContent = {
  home: '/h',
  certFile: '/h/ca.pem',
  keyFile: '/h/ca-key.pem',
  pem: root.pem,
  key: root.key.export({ type: 'pkcs8', format: 'pem' }) as string,
  homeMode: 0o700,
  keyMode: 0o600,
}

/** The error that a change to a good root brings. */
function complaint(change: Partial<RootContent>, at = now): MiddleboxError {
  try {
    checkRoot({ ...content, ...change }, at)
  } catch (error) {
    if (error instanceof MiddleboxError) return error
    throw error
  }
  throw new Error('nothing was wrong')
}

test('a good root passes, also where there are no permission bits', () => {
  expect(checkRoot(content, now).certificate.fingerprint256).toBe(root.certificate.fingerprint256)
  expect(checkRoot({ ...content, homeMode: undefined, keyMode: undefined }, now).pem).toBe(root.pem)
})

test('a home that others can read is fine: the key protects itself', () => {
  expect(checkRoot({ ...content, homeMode: 0o755 }, now).pem).toBe(root.pem)
})

describe('what is wrong is named, with the command that mends it', () => {
  const foreign = createTestCa('Other CA')
  const otherKey = ecKeys().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  test.each<[string, Partial<RootContent>, RegExp, RegExp]>([
    ['an empty file', { pem: '\n' }, /certificate in PEM in \/h\/ca.pem, got an empty file/, /ca rotate/],
    ['no certificate', { pem: 'hello' }, /certificate in PEM in \/h\/ca.pem, got something else/, /ca rotate/],
    ['no key', { key: 'hello' }, /private key in PEM in \/h\/ca-key.pem/, /ca rotate/],
    ['another key', { key: otherKey }, /key of \/h\/ca.pem in \/h\/ca-key.pem, got the key of another/, /ca rotate/],
    [
      'a foreign CA',
      { pem: foreign.cert, key: foreign.key },
      /made by Middlebox in \/h\/ca.pem, got 'CN=Other CA'/,
      /ca rotate/,
    ],
    ['an open key', { keyMode: 0o644 }, /owner only \(0600\), got 0644/, /chmod 600 '\/h\/ca-key.pem'/],
    ['an open home', { homeMode: 0o777 }, /owner only \(0700\), got 0777/, /chmod 700 '\/h'/],
  ])('%s', (_, change, message, hint) => {
    const error = complaint(change)
    expect(error.code).toBe('ca_invalid')
    expect(error.message).toMatch(message)
    expect(error.message).not.toContain('\n')
    expect(error.hint).toMatch(hint)
  })

  test('a leaf in place of the CA', () => {
    const leaf = createTestCa('Middlebox').issue({ names: ['a.test'] })
    expect(complaint({ pem: leaf.cert, key: leaf.key }).message).toMatch(/self-signed CA certificate/)
  })

  test('expired', () => {
    expect(complaint({}, root.certificate.validToDate.getTime()).message).toMatch(/expired on 2036-11-18/)
  })

  test('not valid yet: the clock is the first suspect', () => {
    const error = complaint({}, now - 10 * day)
    expect(error.message).toMatch(/valid from 2026-11-21 on/)
    expect(error.hint).toMatch(/clock, which says 2026-11-12/)
  })
})

test('caInvalid carries the hint it is given', () => {
  expect(caInvalid('a', 'b')).toMatchObject({ code: 'ca_invalid', message: 'a', hint: 'b', exitCode: 1 })
})
