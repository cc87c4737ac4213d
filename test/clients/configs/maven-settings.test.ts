import { expect, test } from 'vitest'
import { readMavenSettings } from '../../../src/clients/configs/maven-settings.ts'
import { fileMachine, target, testHome } from '../../support/config-machine.ts'

const proxy = (protocol: string, host: string, more = '') =>
  `<proxy>\n<protocol>${protocol}</protocol><host>${host}</host>\n<port> 3128 </port>${more}</proxy>\n`
const file = (...proxies: string[]) => ({
  [`${testHome}/.m2/settings.xml`]: `<settings>\n<proxies>\n${proxies.join('')}</proxies></settings>\n`,
})
const read = async (files: Record<string, string>, env: Record<string, string> = {}) =>
  (await readMavenSettings(fileMachine(files, { env, find: async () => '/opt/maven/bin/mvn' }), target)).settings

test('the active proxy for the scheme, with its own exceptions', async () => {
  const exceptions = '<nonProxyHosts>localhost|*.corp.test</nonProxyHosts>'
  const files = file(proxy('http', 'a'), '<!-- \n', proxy('https', 'no'), '-->\n', proxy('https', 'b', exceptions))
  expect(await read(files)).toMatchObject({
    'maven https': { name: 'proxy', value: 'http://b:3128', place: '~/.m2/settings.xml:11' },
    'maven nonProxyHosts': { value: 'localhost,*.corp.test' },
  })
})

test('one for http serves https, one that is not active nobody', async () => {
  const inactive = proxy('https', 'b', '<active>false</active>')
  expect((await read(file(proxy('http', 'a'), inactive)))['maven https']?.value).toBe('http://a:3128')
  expect(await read(file(inactive))).not.toHaveProperty('maven https')
})

test('else the settings that came with it, else the properties of the JVM', async () => {
  const files = { '/opt/maven/conf/settings.xml': proxy('http', 'c') }
  expect((await read(files))['maven https']?.place).toBe('/opt/maven/conf/settings.xml:1')
  const env = { JAVA_TOOL_OPTIONS: '-Dhttps.proxyHost=j' }
  expect((await read({}, env))['java https.proxyHost']?.value).toBe('http://j:443')
})
