import { expect, test } from 'vitest'
import { anchorOf } from '../../src/ca/anchor.ts'
import { testRoot } from '../support/authority.ts'

test('an anchor is known by the digests that certificates show', () => {
  const { certificate } = testRoot({ owner: 'ann@box' })
  const anchor = anchorOf('/home/ca.pem', certificate)
  expect(anchor.sha1).toBe(certificate.fingerprint.replaceAll(':', ''))
  expect(anchor.fileName).toBe(
    `middlebox-ca-${certificate.fingerprint256.replaceAll(':', '').slice(0, 8).toLowerCase()}.crt`,
  )
  expect(anchor.name).toMatch(/^Middlebox CA \(ann@box, /)
})
