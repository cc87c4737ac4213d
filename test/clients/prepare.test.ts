import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { certificates } from '../../src/clients/bundle.ts'
import { prepareClients } from '../../src/clients/prepare.ts'
import { makeTemporaryDirectory, readText, readTextIfThere } from '../../src/kit/files.ts'
import { fileMachine } from '../support/config-machine.ts'

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`

test('the bundle holds the roots that configs name, and git’s proxies are known by name', async () => {
  await using folder = await makeTemporaryDirectory()
  const path = (name: string) => join(folder.path, name)
  await writeFile(path('ca.pem'), pem('b3Vycw=='))
  await writeFile(path('corp.pem'), pem('Y29ycA=='))
  await writeFile(path('.npmrc'), `cafile = ${path('corp.pem')}\n`)
  await writeFile(path('.curlrc'), 'proxy = http://p:1\n')
  const asked: string[] = []
  const machine = fileMachine(
    {},
    {
      home: folder.path,
      read: (name) => readTextIfThere(name),
      async ask(command) {
        asked.push(command)
        return 'global\0file:/g\0http.https://a.test.proxy\nhttp://p:1\0local\0file:/l\0remote.o.proxy\nx\0'
      },
    },
  )
  const prepared = await prepareClients(machine, { directory: path('state'), caFile: path('ca.pem') })
  const blocks = certificates(await readText(prepared.bundleFile))
  expect(blocks).toContain(pem('Y29ycA==').trim())
  expect(prepared.gitProxyKeys).toEqual(['http.https://a.test.proxy', 'remote.o.proxy'])
  expect(prepared.startup).toEqual({ WGETRC: path('state/wgetrc'), CURL_HOME: path('state/curl') })
  // Nothing else is started before the command that is waited for.
  expect(new Set(asked)).toEqual(new Set(['git']))
})
