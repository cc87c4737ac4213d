import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAuthority } from '../../src/ca/authority.ts'
import { createStranger, flawedPlan } from '../../src/ca/flawed-leaf.ts'
import { generateRootKeys, issuerOf } from '../../src/ca/root.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { systemRandom } from '../../src/kit/random.ts'
import { testRoot } from '../support/authority.ts'

const day = 24 * 3600_000
const clock = createFakeClock(Date.now())
const root = testRoot({ keys: await generateRootKeys() })
const authority = createAuthority(root, '/ca.pem', { clock, random: systemRandom })
const leaf = (host: string, flaw: Parameters<typeof flawedPlan>[1]) =>
  new X509Certificate(authority.leafFor(host, flaw).cert)

test('expired: yesterday, and otherwise right', () => {
  const { validToDate, validFromDate } = leaf('a.test', 'expired')
  expect(validToDate.getTime()).toBeLessThan(clock.now() - day + 1000)
  expect(validFromDate.getTime()).toBeLessThan(validToDate.getTime())
  expect(leaf('a.test', 'expired').checkIssued(root.certificate)).toBe(true)
  expect(leaf('a.test', 'expired').checkHost('a.test')).toBe('a.test')
})

describe('wrong host', () => {
  test('a name below the host, which the host is not', () => {
    const wrong = leaf('*.a.test', 'wrong-host')
    expect(wrong.subjectAltName).toBe('DNS:wrong-host.a.test')
    expect(wrong.checkHost('a.test')).toBeUndefined()
    expect(wrong.checkIssued(root.certificate)).toBe(true)
    expect(wrong.validToDate.getTime()).toBeGreaterThan(clock.now())
  })

  test.each(['127.0.0.1', `${'a'.repeat(60)}.`.repeat(4) + 'test'])('%s', (host) => {
    expect(leaf(host, 'wrong-host').subjectAltName).toMatch(/^DNS:wrong-host\./)
  })
})

test('untrusted: the right name, signed by a stranger who stays the same', () => {
  const one = leaf('a.test', 'untrusted')
  expect(one.checkHost('a.test')).toBe('a.test')
  expect(one.checkIssued(root.certificate)).toBe(false)
  expect(leaf('b.test', 'untrusted').issuer).toBe(one.issuer)
})

test('a stranger can sign, and is nobody else', () => {
  const stranger = createStranger(clock.now(), systemRandom)
  const plan = flawedPlan('a.test', 'untrusted', clock.now(), issuerOf(root), () => stranger)
  expect(plan.issuer).toBe(stranger)
  expect(stranger.notAfter).toBeGreaterThan(clock.now())
})

test('flaws leave the good leaf alone', () => {
  const good = authority.leafFor('a.test')
  authority.leafFor('a.test', 'expired')
  expect(authority.leafFor('a.test')).toBe(good)
})
