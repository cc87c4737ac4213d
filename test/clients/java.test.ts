import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { javaOptions } from '../../src/clients/java.ts'

describe('javaOptions', () => {
  test('names the proxy for both schemes and no exception', () => {
    expect(javaOptions('http://127.0.0.1:8080', '')).toBe(
      '-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=8080 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=8080 -Dhttp.nonProxyHosts=',
    )
  })

  test('writes exceptions as Java reads them, and the trust store', () => {
    const options = javaOptions('http://[::1]:8080', '.corp.test, localhost', { file: '/t.p12', password: 'changeit' })
    expect(options).toContain('-Dhttp.proxyHost=::1 ')
    expect(options).toContain('-Dhttp.nonProxyHosts=corp.test|*.corp.test|localhost|*.localhost')
    expect(options).toContain('-Djavax.net.ssl.trustStore=/t.p12 -Djavax.net.ssl.trustStorePassword=changeit')
  })

  const missing = spawnSync('java', ['-version']).status !== 0
  test.skipIf(missing)('a JVM takes them' + (missing ? ': skipped, no java on PATH' : ''), { timeout: 30_000 }, () => {
    const options = javaOptions('http://127.0.0.1:8080', 'corp.test')
    const answer = spawnSync('java', ['-XshowSettings:properties', '-version'], {
      env: { ...process.env, JAVA_TOOL_OPTIONS: options },
    })
    const said = String(answer.stderr)
    expect(said).toContain('http.nonProxyHosts = corp.test|*.corp.test')
    expect(said).toContain('https.proxyPort = 8080')
  })
})
