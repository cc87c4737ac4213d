import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportCa, printCaPath } from '../../../../src/cli/commands/ca/export.ts'
import { useCaHome } from '../../../support/ca-home.ts'

const home = useCaHome()
const own = () => new X509Certificate(readFileSync(join(home.path, 'ca.pem'))).fingerprint256

test('PEM to stdout', async () => {
  const world = home.world({ isTTY: true })
  await exportCa(world, { format: 'pem' })
  expect(world.out).toBe(readFileSync(join(home.path, 'ca.pem'), 'utf8'))
})

test('binary formats go to pipes as they are, not to a terminal', async () => {
  const said: (string | Uint8Array)[] = []
  await exportCa(home.world({ stdout: (data) => void said.push(data) }), { format: 'der' })
  expect(new X509Certificate(said[0] as Uint8Array).fingerprint256).toBe(own())
  await expect(exportCa(home.world({ isTTY: true }), { format: 'der' })).rejects.toMatchObject({
    code: 'usage',
    hint: 'middlebox ca export --format der -o middlebox-ca.cer',
  })
})

test('-o writes below the working directory and says where', async () => {
  const world = home.world({ isTTY: true })
  await exportCa(world, { format: 'der', output: 'out.cer' })
  expect(new X509Certificate(readFileSync(join(home.path, 'out.cer'))).fingerprint256).toBe(own())
  expect(world.out).toBe('')
  expect(world.err).toContain(join(home.path, 'out.cer'))
})

test('a path that cannot be written is named', async () => {
  const target = join('nowhere', 'out.cer')
  await expect(exportCa(home.world(), { format: 'der', output: target })).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining(target),
  })
})

test('an unknown format is answered with the nearest', async () => {
  await expect(exportCa(home.world(), { format: 'p13' })).rejects.toMatchObject({
    message: "Expected --format pem, der, p12, mobileconfig, got 'p13'",
    hint: 'Did you mean p12?',
  })
  await expect(exportCa(home.world(), { format: 'toString' })).rejects.toMatchObject({ code: 'usage' })
})

test('path: the root’s own file, or one written beside it in the format', async () => {
  const world = home.world()
  await printCaPath(world, 'pem')
  await printCaPath(world, 'der')
  const [pem, der] = world.out.split('\n')
  expect(pem).toBe(join(home.path, 'ca.pem'))
  expect(new X509Certificate(readFileSync(der!)).fingerprint256).toBe(own())
})
