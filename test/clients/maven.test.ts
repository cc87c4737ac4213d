import { expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { maven } from '../../src/clients/maven.ts'
import { target } from '../support/config-machine.ts'

const java = { name: 'https.proxyHost', value: 'http://j:1', place: 'JAVA_TOOL_OPTIONS' }
const own = { name: 'proxy', value: 'http://m:1', place: '~/.m2/settings.xml:3' }

test('its own settings win over properties, and variables are none of its business', () => {
  expect(chooseFor(maven, target, {}, { 'java https.proxyHost': java, 'maven https': own }).proxy).toEqual(own)
  expect(chooseFor(maven, target, {}, { 'java https.proxyHost': java }).proxy).toEqual(java)
  expect(chooseFor(maven, target, { https_proxy: 'http://p:1' }).because).toBe('it reads no proxy variable')
})

test('the exceptions are those of the proxy in force', () => {
  const list = { name: 'http.nonProxyHosts', value: 'example.com', place: 'JAVA_TOOL_OPTIONS' }
  const none = { name: 'nonProxyHosts', value: '', place: '~/.m2/settings.xml:3' }
  const settings = { 'maven https': own, 'maven nonProxyHosts': none, 'java http.nonProxyHosts': list }
  expect(chooseFor(maven, target, {}, settings).route).toBe('proxy')
})
