import { describe, expect, test } from 'vitest'
import { anchorOf } from '../../src/ca/anchor.ts'
import { noCertutil, trustState } from '../../src/ca/trust-state.ts'
import { testRoot } from '../support/authority.ts'
import { paperMachine } from '../support/machine.ts'

const root = testRoot()
const anchor = anchorOf('/h/ca.pem', root.certificate)
const bundle = '/etc/ssl/certs/ca-certificates.crt'

describe('Linux', () => {
  test('trusted when the bundle that programs read holds the certificate', async () => {
    const other = testRoot().pem
    const read = (text: string) => trustState(anchor, paperMachine({ files: { [bundle]: text } }))
    expect(await read(other + root.pem)).toEqual([{ store: bundle, trusted: true }])
    expect(await read(other + root.pem.replaceAll('\n', '\r\n'))).toEqual([{ store: bundle, trusted: true }])
    expect(await read(other)).toEqual([{ store: bundle, trusted: false }])
  })

  test('unknown without a bundle', async () => {
    expect(await trustState(anchor, paperMachine({}))).toMatchObject([{ store: 'system', trusted: undefined }])
  })

  test('a database trusts it with C for servers, not by merely holding it', async () => {
    const database = '/home/ann/.pki/nssdb'
    const files = { [bundle]: '', [`${database}/cert9.db`]: '' }
    const ask = async (stdout: string) => {
      const answers = { [`certutil -L -d sql:${database}`]: { code: 0, stdout } }
      return (await trustState(anchor, paperMachine({ files, answers })))[1]
    }
    expect(await ask(`Other CA   C,,\n${anchor.name}      C,,  \n`)).toEqual({ store: database, trusted: true })
    expect(await ask(`Other CA   C,,\n${anchor.name}      ,,  \n`)).toEqual({ store: database, trusted: false })
    expect(await ask(`${anchor.name}   ,C,\n`)).toEqual({ store: database, trusted: false })
    expect(await ask('Other CA   C,,\n')).toEqual({ store: database, trusted: false })
    expect((await trustState(anchor, paperMachine({ files })))[1]).toEqual({
      store: database,
      trusted: undefined,
      reason: noCertutil,
    })
  })
})

test.each([
  ['darwin', 'keychain', 'security verify-cert -q -L -l -c /h/ca.pem'],
  ['win32', 'user root store', `certutil -user -verifystore Root ${anchor.sha1}`],
])('%s: the system is asked', async (platform, store, line) => {
  const ask = (answers: Record<string, { code: number }>) => trustState(anchor, paperMachine({ platform, answers }))
  expect(await ask({ [line]: { code: 0 } })).toEqual([{ store, trusted: true }])
  expect(await ask({ [line]: { code: 1 } })).toEqual([{ store, trusted: false }])
  expect(await ask({})).toMatchObject([{ store, trusted: undefined }])
})

test('another platform is unknown and says so', async () => {
  expect(await trustState(anchor, paperMachine({ platform: 'aix' }))).toMatchObject([
    { trusted: undefined, reason: expect.stringContaining('aix') },
  ])
})
