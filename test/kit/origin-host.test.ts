import { expect, test } from 'vitest'
import { originHost } from '../../src/kit/origin-host.ts'
import { createTunnelPolicy } from '../../src/engine/connect.ts'

test('what Middlebox answers itself is looked into whatever passes untouched', () => {
  const { ignores } = createTunnelPolicy(['.'], [])
  expect([`${originHost}:443`, 'example.test:443'].map(ignores)).toEqual([false, true])
})
