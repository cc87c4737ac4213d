import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeJavaTrustStore } from '../../../../src/cli/commands/run/java-trust.ts'

let directory: string
let caFile: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'middlebox-java-'))
  caFile = join(directory, 'ca.pem')
  await writeFile(caFile, rootCertificates[0]!)
})
afterAll(() => rm(directory, { recursive: true }))

const missing = spawnSync('keytool', ['-help']).status === 0 ? '' : ': skipped, no keytool on PATH'
test.skipIf(missing !== '')(`the store holds the JDK’s roots and the CA${missing}`, { timeout: 60_000 }, async () => {
  const store = await makeJavaTrustStore(directory, caFile, process.env)
  const list = spawnSync('keytool', ['-list', '-keystore', store!.file, '-storepass', store!.password])
  expect(String(list.stdout)).toMatch(/^middlebox,.*trustedCertEntry/m)
  expect(String(list.stdout).match(/trustedCertEntry/g)!.length).toBeGreaterThan(20)
})

test('without a JDK there is none', async () => {
  expect(await makeJavaTrustStore(directory, caFile, { PATH: directory })).toBeUndefined()
})
