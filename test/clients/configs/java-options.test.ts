import { expect, test } from 'vitest'
import { chooseFor } from '../../../src/clients/choose.ts'
import { readJavaOptions } from '../../../src/clients/configs/java-options.ts'
import { java, javaOptions } from '../../../src/clients/java.ts'
import { target } from '../../support/config-machine.ts'

const read = async (env: Record<string, string>) => (await readJavaOptions({ env })).settings

test('properties stand in three variables, of which the strongest decides', async () => {
  const env = {
    JAVA_TOOL_OPTIONS: '-Xmx1g -Dhttps.proxyHost=a -Dhttps.proxyPort=1',
    _JAVA_OPTIONS: '-Dhttps.proxyHost=b',
    JDK_JAVA_OPTIONS: '-Dhttps.proxyHost=c -Dhttp.proxyHost=d',
  }
  expect(await read(env)).toMatchObject({
    'java https.proxyHost': { name: 'https.proxyHost', value: 'http://b:1', place: '_JAVA_OPTIONS' },
    'java http.proxyHost': { value: 'http://d:80', place: 'JDK_JAVA_OPTIONS' },
  })
})

test('words in quotes are one', async () => {
  const env = { JAVA_TOOL_OPTIONS: '-Djavax.net.ssl.trustStore="/a b/s.p12" \'-Dhttp.nonProxyHosts=x|*.y\'' }
  expect(await read(env)).toEqual({
    'java http.nonProxyHosts': { name: 'http.nonProxyHosts', value: 'x,*.y', place: 'JAVA_TOOL_OPTIONS' },
    'java trustStore': { name: 'javax.net.ssl.trustStore', value: '/a b/s.p12', place: 'JAVA_TOOL_OPTIONS' },
  })
})

test('without a list of its own, a JVM reaches localhost directly', async () => {
  const local = { ...target, host: 'localhost' }
  const env = { JAVA_TOOL_OPTIONS: '-Dhttps.proxyHost=a' }
  expect(chooseFor(java, local, env, await read(env)).because).toBe('http.nonProxyHosts in the JDK has localhost')
  const emptied = { JAVA_TOOL_OPTIONS: '-Dhttps.proxyHost=a -Dhttp.nonProxyHosts=' }
  expect(chooseFor(java, local, emptied, await read(emptied)).route).toBe('proxy')
  expect(chooseFor(java, target, {}, await read({})).because).toBe('it reads no proxy variable')
})

test('what run sets is read back', async () => {
  const env = { JAVA_TOOL_OPTIONS: javaOptions('http://127.0.0.1:8080', '', { file: '/s.p12', password: 'changeit' }) }
  expect(chooseFor(java, target, env, await read(env))).toMatchObject({
    route: 'proxy',
    because: 'https.proxyHost in JAVA_TOOL_OPTIONS',
    proxy: { value: 'http://127.0.0.1:8080' },
    trust: { file: '/s.p12', keystore: true },
  })
})
