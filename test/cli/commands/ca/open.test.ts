import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caHome, caWorld, openCa } from '../../../../src/cli/commands/ca/open.ts'
import { useCaHome } from '../../../support/ca-home.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

const home = useCaHome()

test('the home is the one the environment names', () => {
  expect(caHome(home.world())).toBe(home.path)
  const user = createTestWorld({ env: {}, home: () => '/home/ann' })
  expect(caHome(user)).toBe(join('/home/ann', '.local', 'share', 'middlebox'))
})

test('openCa finds the CA that is there', async () => {
  const { root, certFile } = await openCa(home.world())
  expect(certFile).toBe(join(home.path, 'ca.pem'))
  expect(root.certificate.subject).toContain('tester@host')
})

test('the owner of a new CA is this user on this host', () => {
  expect(caWorld().owner).toMatch(/^.+@.+$/)
})
