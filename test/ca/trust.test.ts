import { describe, expect, test } from 'vitest'
import { anchorOf } from '../../src/ca/anchor.ts'
import { trustSteps } from '../../src/ca/trust.ts'
import type { TrustAction } from '../../src/ca/trust-plan.ts'
import { testRoot } from '../support/authority.ts'
import { paperMachine } from '../support/machine.ts'

const anchor = anchorOf('/h/ca.pem', testRoot().certificate)
const keychain = '/home/ann/Library/Keychains/login.keychain-db'

async function lines(action: TrustAction, platform: string, nss = false): Promise<string[]> {
  const files = { '/usr/local/share/ca-certificates/a': '' }
  const { steps } = await trustSteps(action, anchor, paperMachine({ platform, files }), { nss })
  for (const { why } of steps) expect(why).toMatch(/^[A-Z].*[^.]$/)
  return steps.map(({ command, args }) => [command, ...args].join(' '))
}

describe('each platform has its commands', () => {
  test('macOS: the login keychain, without root rights', async () => {
    expect(await lines('trust', 'darwin')).toEqual([`security add-trusted-cert -r trustRoot -k ${keychain} /h/ca.pem`])
    expect(await lines('untrust', 'darwin')).toEqual([
      'security remove-trusted-cert /h/ca.pem',
      `security delete-certificate -Z ${anchor.sha1} ${keychain}`,
    ])
  })

  test('Windows: the user’s store, without elevation', async () => {
    expect(await lines('trust', 'win32')).toEqual(['certutil -user -addstore Root /h/ca.pem'])
    expect(await lines('untrust', 'win32')).toEqual([`certutil -user -delstore Root ${anchor.sha1}`])
  })

  test('Linux: the system store, or NSS instead', async () => {
    expect((await lines('trust', 'linux'))[1]).toBe('sudo update-ca-certificates')
    expect((await lines('trust', 'linux', true)).join()).not.toContain('sudo')
  })
})

test('an unknown platform is told what works anyway', async () => {
  await expect(lines('trust', 'freebsd')).rejects.toMatchObject({
    code: 'trust_failed',
    message: expect.stringContaining('got freebsd'),
    hint: expect.stringContaining('middlebox ca env'),
  })
})
