import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parsePermits } from '../../../../src/ca/name-constraints.ts'
import { rotateRoot } from '../../../../src/ca/root-files.ts'
import { showCa } from '../../../../src/cli/commands/ca/show.ts'
import { testRootWorld } from '../../../support/authority.ts'
import { useCaHome } from '../../../support/ca-home.ts'
import { paperMachine } from '../../../support/machine.ts'

const home = useCaHome()
const bundle = '/etc/ssl/certs/ca-certificates.crt'

test('subject, fingerprint, validity, files and stores', async () => {
  const world = home.world()
  await showCa(world, paperMachine({ files: { [bundle]: '' } }))
  const certificate = new X509Certificate(readFileSync(join(home.path, 'ca.pem')))
  const day = (date: Date) => date.toISOString().slice(0, 10)
  expect(world.out).toMatch(/^Middlebox CA \(tester@host, [0-9a-f]{8}\)\n/)
  expect(world.out).toContain(`fingerprint  SHA-256 ${certificate.fingerprint256}\n`)
  expect(world.out).toContain(`valid        ${day(certificate.validFromDate)} to ${day(certificate.validToDate)}\n`)
  expect(world.out).toContain('vouches for  any host\n')
  expect(world.out).toContain(`certificate  ${join(home.path, 'ca.pem')}\n`)
  expect(world.out).toContain(`trusted by   no      ${bundle}\n`)
  expect(world.out).toContain('middlebox ca trust')
})

test('a trusted one needs no advice', async () => {
  const world = home.world()
  const files = { [bundle]: readFileSync(join(home.path, 'ca.pem'), 'utf8') }
  await showCa(world, paperMachine({ files }))
  expect(world.out).toContain(`trusted by   yes     ${bundle}\n`)
  expect(world.out).not.toContain('middlebox ca trust')
})

test('constraints are shown, and why a store cannot be asked', async () => {
  await rotateRoot(home.path, testRootWorld(), parsePermits(['*.corp.example', '10.0.0.0/8']))
  const world = home.world()
  await showCa(world, paperMachine({}))
  expect(world.out).toContain('vouches for  *.corp.example, 10.0.0.0/8 only\n')
  expect(world.out).toMatch(/trusted by {3}unknown system \(none of/)
})
