/** Maven, which takes the JVM's properties where its own settings name no proxy. */
import type { Client } from './client.ts'
import { readMavenSettings } from './configs/maven-settings.ts'
import { java } from './java.ts'

export const maven: Client = {
  id: 'maven',
  title: 'Maven',
  commands: ['mvn'],
  proxy: {
    http: ['maven http', ...java.proxy.http],
    https: ['maven https', ...java.proxy.https],
    schemes: ['http'],
    bare: true,
  },
  exceptions: { variables: ['maven nonProxyHosts', ...java.exceptions.variables], dialect: 'java' },
  trust: java.trust,
  store: java.store,
  readConfig: readMavenSettings,
  quirks: ['An active proxy in ~/.m2/settings.xml wins over the properties that run --java sets.'],
  source: 'https://maven.apache.org/guides/mini/guide-proxies.html',
}
