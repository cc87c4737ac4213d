import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { anchorOf } from '../../src/ca/anchor.ts'
import { thisMachine } from '../../src/ca/machine.ts'
import { findNssDatabases, nssSteps } from '../../src/ca/trust-nss.ts'
import { trustState } from '../../src/ca/trust-state.ts'
import type { TrustPlan } from '../../src/ca/trust-plan.ts'
import { has, testRoot } from '../support/authority.ts'
import { paperMachine } from '../support/machine.ts'

const root = testRoot()
const anchor = anchorOf('/h/ca.pem', root.certificate)
const lines = ({ steps }: TrustPlan) => steps.map(({ command, args }) => [command, ...args].join(' '))
const files = {
  '/home/ann/.pki/nssdb/cert9.db': '',
  '/home/ann/.mozilla/firefox/x1.default/cert9.db': '',
  '/home/ann/.mozilla/firefox/profiles.ini': '',
}
const [chrome, firefox] = ['/home/ann/.pki/nssdb', '/home/ann/.mozilla/firefox/x1.default']

test('databases are the directories with a certificate file', async () => {
  expect(await findNssDatabases(paperMachine({ files }))).toEqual([chrome, firefox])
})

test('each gets the root, trusted for servers only', async () => {
  expect(lines(await nssSteps('trust', anchor, paperMachine({ files })))).toEqual([
    `certutil -A -d sql:${chrome} -t C,, -n ${anchor.name} -i /h/ca.pem`,
    `certutil -A -d sql:${firefox} -t C,, -n ${anchor.name} -i /h/ca.pem`,
  ])
})

test('without any, one is made where Chrome looks', async () => {
  expect(lines(await nssSteps('trust', anchor, paperMachine({})))).toEqual([
    `mkdir -p -m 0700 ${chrome}`,
    `certutil -N -d sql:${chrome} --empty-password`,
    `certutil -A -d sql:${chrome} -t C,, -n ${anchor.name} -i /h/ca.pem`,
  ])
})

test('it is removed only from where it is', async () => {
  const answers = { [`certutil -L -d sql:${firefox} -n ${anchor.name}`]: { code: 0 } }
  expect(lines(await nssSteps('untrust', anchor, paperMachine({ files, answers })))).toEqual([
    `certutil -D -d sql:${firefox} -n ${anchor.name}`,
  ])
})

test('not on Windows, where browsers follow the system', async () => {
  await expect(nssSteps('trust', anchor, paperMachine({ platform: 'win32' }))).rejects.toMatchObject({ code: 'usage' })
})

describe.skipIf(!has('certutil', '-H'))('with NSS’s certutil', () => {
  test('the steps do what they say', async () => {
    const userHome = mkdtempSync(join(tmpdir(), 'middlebox-nss-'))
    try {
      const certFile = join(userHome, 'ca.pem')
      writeFileSync(certFile, root.pem)
      const machine = { ...thisMachine(), platform: 'linux', userHome }
      const here = anchorOf(certFile, root.certificate)
      const run = ({ steps }: TrustPlan) => {
        expect(steps.length).toBeGreaterThan(0)
        for (const { command, args } of steps) expect(spawnSync(command, args).status).toBe(0)
      }
      const state = async () => (await trustState(here, machine)).slice(1)
      const store = join(userHome, '.pki/nssdb')
      run(await nssSteps('trust', here, machine))
      expect(await state()).toEqual([{ store, trusted: true }])
      run(await nssSteps('untrust', here, machine))
      expect(await state()).toEqual([{ store, trusted: false }])
      expect(lines(await nssSteps('untrust', here, machine))).toEqual([])
    } finally {
      rmSync(userHome, { recursive: true, force: true })
    }
  })
})
