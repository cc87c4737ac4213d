/** Java's own HTTP clients, which read system properties, and variables only where those hold properties. */
import type { Client } from './client.ts'
import { readJavaOptions } from './configs/java-options.ts'

export const java: Client = {
  id: 'java',
  title: 'Java',
  commands: ['java'],
  proxy: { http: ['java http.proxyHost'], https: ['java https.proxyHost'], schemes: ['http'], bare: true },
  exceptions: { variables: ['java http.nonProxyHosts'], dialect: 'java' },
  trust: [{ name: 'java trustStore', effect: 'replaces', keystore: true }],
  store: "the JDK's cacerts",
  readConfig: readJavaOptions,
  quirks: [
    'Proxies are properties: -Dhttps.proxyHost, -Dhttps.proxyPort, -Dhttp.nonProxyHosts (| between entries).',
    'Without http.nonProxyHosts, localhost, 127.* and [::1] go direct.',
    'Trust: keytool -importcert -cacerts -file CA.pem, or -Djavax.net.ssl.trustStore.',
  ],
  source: 'https://docs.oracle.com/en/java/javase/21/core/java-networking.html#proxies',
}

/** The properties for JAVA_TOOL_OPTIONS, which every JVM reads and announces on stderr. */
export function javaOptions(
  proxyUrl: string,
  noProxy: string,
  trustStore?: { file: string; password: string },
): string {
  const { hostname, port } = new URL(proxyUrl)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const direct = noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .flatMap((entry) => (entry === '*' ? ['*'] : [entry.replace(/^\*?\./, ''), `*.${entry.replace(/^\*?\./, '')}`]))
  return [
    ...['http', 'https'].flatMap((scheme) => [`-D${scheme}.proxyHost=${host}`, `-D${scheme}.proxyPort=${port}`]),
    `-Dhttp.nonProxyHosts=${direct.join('|')}`,
    ...(trustStore
      ? [
          `-Djavax.net.ssl.trustStore=${quoted(trustStore.file)}`,
          `-Djavax.net.ssl.trustStorePassword=${trustStore.password}`,
        ]
      : []),
  ].join(' ')
}

/** The JVM cuts JAVA_TOOL_OPTIONS at blanks outside of quotes. */
function quoted(path: string): string {
  return /\s/.test(path) ? `"${path}"` : path
}
