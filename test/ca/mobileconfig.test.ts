import { expect, test } from 'vitest'
import { toMobileconfig } from '../../src/ca/mobileconfig.ts'
import { testRoot } from '../support/authority.ts'

const { certificate } = testRoot()
const profile = toMobileconfig(certificate, 'CA of <a> & b')

test('holds the certificate as a root payload', () => {
  const data = /<data>([^<]*)<\/data>/.exec(profile)![1]!
  expect(Buffer.from(data, 'base64')).toEqual(certificate.raw)
  expect(profile).toContain('<string>com.apple.security.root</string>')
})

test('names are escaped', () => {
  expect(profile).toContain('<string>CA of &lt;a&gt; &amp; b</string>')
  expect(profile).not.toContain('<a>')
})

test('every tag that opens closes, in order', () => {
  const open: string[] = []
  for (const [, close, name, empty] of profile.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (empty) continue
    if (close) expect(open.pop()).toBe(name)
    else open.push(name!)
  }
  expect(open).toEqual([])
})

test('two different UUIDs, the same each time, others for another certificate', () => {
  const uuids = (text: string) => text.match(/[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}/g)
  expect(new Set(uuids(profile)).size).toBe(2)
  expect(uuids(toMobileconfig(certificate, 'x'))).toEqual(uuids(profile))
  expect(uuids(toMobileconfig(testRoot().certificate, 'x'))).not.toEqual(uuids(profile))
})
