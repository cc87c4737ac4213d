import { expect, test } from 'vitest'
import { anchorOf } from '../../src/ca/anchor.ts'
import { linuxSteps } from '../../src/ca/trust-linux.ts'
import type { TrustPlan } from '../../src/ca/trust-plan.ts'
import { testRoot } from '../support/authority.ts'
import { paperMachine } from '../support/machine.ts'

const anchor = anchorOf('/h/ca.pem', testRoot().certificate)
const lines = ({ steps }: TrustPlan) => steps.map(({ command, args }) => [command, ...args].join(' '))

test.each([
  ['/usr/local/share/ca-certificates', 'update-ca-certificates', 'update-ca-certificates --fresh'],
  ['/etc/pki/ca-trust/source/anchors', 'update-ca-trust extract', 'update-ca-trust extract'],
  ['/etc/pki/trust/anchors', 'update-ca-certificates', 'update-ca-certificates'],
  ['/etc/ca-certificates/trust-source/anchors', 'update-ca-trust extract', 'update-ca-trust extract'],
])('%s', async (directory, update, updateAfterRemoval) => {
  const target = `${directory}/${anchor.fileName}`
  const without = paperMachine({ files: { [`${directory}/README`]: '' } })
  expect(lines(await linuxSteps('trust', anchor, without))).toEqual([
    `sudo install -m 0644 /h/ca.pem ${target}`,
    `sudo ${update}`,
  ])
  expect(lines(await linuxSteps('untrust', anchor, without))).toEqual([])
  const having = paperMachine({ files: { [target]: '' }, superuser: true })
  expect(lines(await linuxSteps('untrust', anchor, having))).toEqual([`rm -f ${target}`, updateAfterRemoval])
})

test('Fedora’s store goes before Debian’s directory, which Fedora may have too', async () => {
  const files = { '/usr/local/share/ca-certificates/a': '', '/etc/pki/ca-trust/source/anchors/a': '' }
  expect(lines(await linuxSteps('trust', anchor, paperMachine({ files })))[1]).toBe('sudo update-ca-trust extract')
})

test('a system without a known store: which were looked for, and what works anyway', async () => {
  await expect(linuxSteps('trust', anchor, paperMachine({}))).rejects.toMatchObject({
    code: 'trust_failed',
    message: expect.stringContaining('/usr/local/share/ca-certificates'),
    hint: expect.stringContaining('middlebox ca env'),
  })
})
