import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Machine } from '../../../../src/ca/machine.ts'
import { openRoot } from '../../../../src/ca/root-files.ts'
import { checkAuthority } from '../../../../src/cli/commands/doctor/authority.ts'
import { createFakeClock, systemClock } from '../../../../src/kit/clock.ts'
import { systemRandom } from '../../../../src/kit/random.ts'

let home: string
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'middlebox-doctor-'))))
afterEach(() => rm(home, { recursive: true }))

/** A machine whose system store is this text. */
const machine = (store: string): Machine => ({
  platform: 'linux',
  userHome: home,
  superuser: false,
  isThere: async () => false,
  list: async () => [],
  read: async () => store,
  ask: async () => undefined,
})

function make() {
  return openRoot(home, { clock: systemClock, random: systemRandom, owner: 'me@here' })
}

test('no CA yet is fine, and none is made', async () => {
  const report = await checkAuthority(home, systemClock, machine(''))
  expect(report).toEqual({
    checks: [expect.objectContaining({ mark: 'ok', text: expect.stringContaining('No CA') })],
    trusted: false,
  })
})

test('a good one, with whether it is trusted', async () => {
  const { root } = await make()
  const stranger = await checkAuthority(home, systemClock, machine(''))
  expect(stranger).toMatchObject({ pem: root.pem, trusted: false })
  expect(stranger.checks.map(({ mark }) => mark)).toEqual(['ok', 'warn'])
  const known = await checkAuthority(home, systemClock, machine(root.pem))
  expect(known.trusted).toBe(true)
  expect(known.checks.map(({ mark }) => mark)).toEqual(['ok', 'ok'])
})

test('a broken or expired one is bad and says what mends it', async () => {
  const { certFile } = await make()
  const later = createFakeClock(Date.now() + 20 * 365 * 24 * 3600_000)
  expect((await checkAuthority(home, later, machine(''))).checks[0]).toMatchObject({
    mark: 'bad',
    text: expect.stringContaining('expired'),
  })
  await writeFile(certFile, 'nonsense')
  const { checks, trusted } = await checkAuthority(home, systemClock, machine(''))
  expect(checks).toEqual([
    expect.objectContaining({ id: 'ca', mark: 'bad', fix: expect.stringContaining('middlebox ca rotate') }),
  ])
  expect(trusted).toBe(false)
})
