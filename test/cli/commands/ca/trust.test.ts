import { describe, expect, test } from 'vitest'
import type { TrustStep } from '../../../../src/ca/trust-plan.ts'
import { changeTrust, type TrustDeeds } from '../../../../src/cli/commands/ca/trust.ts'
import { useCaHome } from '../../../support/ca-home.ts'
import { paperMachine } from '../../../support/machine.ts'

const home = useCaHome()
const files = { '/usr/local/share/ca-certificates/README': '', '/etc/ssl/certs/ca-certificates.crt': '' }

/** Deeds that only note what was run. */
function deeds(
  wish: { yes?: boolean; code?: number; error?: Error } = {},
): TrustDeeds & { ran: TrustStep[]; asked: number } {
  const noted = { ran: [] as TrustStep[], asked: 0 }
  return Object.assign(noted, {
    machine: paperMachine({ files }),
    ask: async () => {
      noted.asked++
      return wish.yes ?? true
    },
    run: async (step: TrustStep) => {
      noted.ran.push(step)
      if (wish.error) throw wish.error
      return wish.code ?? 0
    },
  })
}

test('the commands are printed, then asked about, then run, then looked at', async () => {
  const world = home.world()
  const done = deeds()
  await changeTrust(world, 'trust', {}, done)
  expect(world.out).toMatch(/# Copy the certificate .*\n {2}sudo install -m 0644 \S+ca\.pem \S+\.crt\n/)
  expect(done.asked).toBe(1)
  expect(done.ran.map(({ args }) => args[0])).toEqual(['install', 'update-ca-certificates'])
  expect(world.out).toContain('not trusted by /etc/ssl/certs/ca-certificates.crt')
})

test('--dry-run asks and runs nothing', async () => {
  const world = home.world()
  const done = deeds()
  await changeTrust(world, 'trust', { dryRun: true }, done)
  expect(world.out).toContain('sudo update-ca-certificates')
  expect([done.asked, done.ran]).toEqual([0, []])
})

test('--yes does not ask', async () => {
  const done = deeds()
  await changeTrust(home.world(), 'trust', { yes: true }, done)
  expect([done.asked, done.ran.length]).toEqual([0, 2])
})

test('a no changes nothing', async () => {
  const world = home.world()
  const done = deeds({ yes: false })
  await changeTrust(world, 'trust', {}, done)
  expect(done.ran).toEqual([])
  expect(world.out).toContain('Nothing was changed.')
})

test('untrust without anything to remove says so', async () => {
  const world = home.world()
  const done = deeds()
  await changeTrust(world, 'untrust', {}, done)
  expect(world.out).toMatch(/^Nothing to do: Middlebox CA .* is not there\.\n$/)
  expect(done.asked).toBe(0)
})

describe('a command that fails ends it', () => {
  test('by its exit code', async () => {
    const done = deeds({ code: 1 })
    await expect(changeTrust(home.world(), 'trust', { yes: true }, done)).rejects.toMatchObject({
      code: 'trust_failed',
      message: expect.stringMatching(/'sudo install .*' to succeed, got exit code 1/),
    })
    expect(done.ran).toHaveLength(1)
  })

  test('by not being installed: where certutil comes from', async () => {
    const done = deeds({ error: new Error('spawn certutil ENOENT') })
    await expect(changeTrust(home.world(), 'trust', { yes: true, nss: true }, done)).rejects.toMatchObject({
      code: 'trust_failed',
    })
    const missing = {
      ...deeds(),
      run: (step: TrustStep) => (step.command === 'mkdir' ? Promise.resolve(0) : done.run(step)),
    }
    await expect(changeTrust(home.world(), 'trust', { yes: true, nss: true }, missing)).rejects.toMatchObject({
      hint: expect.stringContaining('libnss3-tools'),
    })
  })
})

test('arguments with blanks are shown as one would type them', async () => {
  const world = home.world()
  await changeTrust(world, 'trust', { nss: true, dryRun: true }, deeds())
  expect(world.out).toMatch(/-n 'Middlebox CA \(tester@host, [0-9a-f]{8}\)' -i /)
})
