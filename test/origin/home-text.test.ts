import { expect, test } from 'vitest'
import { homeText } from '../../src/origin/home-text.ts'
import { buildHome } from '../support/home.ts'

test('the page as text', () => {
  expect(homeText(buildHome())).toBe(`Middlebox

It works at http://middlebox.test/ & elsewhere.

CA           Middlebox CA (<me>), until 2036-01-01
SHA-256      AA:BB

Download     /ca.pem  /ca.der  /ca.p12  /ca.mobileconfig

Linux
  Save it (/ca.pem)
    trust "it"

What else is here
  /bytes/N  N bytes
`)
})
