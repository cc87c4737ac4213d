/**
 * The properties that variables give to a JVM ("Java Networking and Proxies"; tried on 17): of the same property that in
 * _JAVA_OPTIONS wins over JDK_JAVA_OPTIONS, and that over JAVA_TOOL_OPTIONS. Without http.nonProxyHosts there is a list all
 * the same.
 */
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'

/** Weakest first. */
const variables = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS']
const defaultExceptions = 'localhost|127.*|[::1]'

export async function readJavaOptions({ env }: Pick<ConfigMachine, 'env'>): Promise<OwnConfig> {
  const found = new Map<string, Setting>()
  for (const place of variables)
    for (const word of wordsIn(env[place] ?? '')) {
      const [, name, value = ''] = /^-D([^=]+)=(.*)$/s.exec(word) ?? []
      if (name !== undefined) found.set(name, { name, value, place })
    }
  const settings: Record<string, Setting> = {}
  for (const scheme of ['http', 'https']) {
    const host = found.get(`${scheme}.proxyHost`)
    const port = found.get(`${scheme}.proxyPort`)?.value || (scheme === 'https' ? '443' : '80')
    if (host?.value) settings[`java ${host.name}`] = { ...host, value: `http://${host.value}:${port}` }
  }
  const name = 'http.nonProxyHosts'
  const list = found.get(name) ?? { name, value: defaultExceptions, place: 'the JDK' }
  settings[`java ${name}`] = { ...list, value: list.value.replaceAll('|', ',') }
  const store = found.get('javax.net.ssl.trustStore')
  return { settings: store?.value ? { ...settings, 'java trustStore': store } : settings, remarks: [] }
}

/** Blanks separate words outside of quotes, which are taken off. */
function wordsIn(text: string): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'))
}
