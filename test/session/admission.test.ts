/** Who may connect: neighbours always, the public only by name. */
import { describe, expect, test } from 'vitest'
import { createAdmission } from '../../src/session/admission.ts'

describe('without names', () => {
  const allows = createAdmission([])

  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ])('%s is near', (address) => {
    expect(allows(address)).toBe(true)
  })

  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '172.15.255.255',
    '100.128.0.1',
    '192.169.0.1',
    '2001:db8::1',
    '::2',
    '',
    'localhost',
  ])('%s is refused', (address) => {
    expect(allows(address)).toBe(false)
  })
})

test('a public network or address is let in when it is named, its neighbours are not', () => {
  const allows = createAdmission(['203.0.113.0/24', '198.51.100.7', '2001:db8::/32', '2606:4700::1'])
  expect(['203.0.113.200', '198.51.100.7', '2001:db8:1::1', '2606:4700::1', '127.0.0.1'].map(allows)).not.toContain(
    false,
  )
  expect(['203.0.114.1', '198.51.100.8', '2001:db9::1', '2606:4700::2'].map(allows)).not.toContain(true)
})
