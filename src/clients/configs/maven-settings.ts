/**
 * The proxies of Maven's settings.xml ("Configuring a proxy"; tried on 3.8): an active one wins over the properties of the
 * JVM, one for http serves https too where there is none for https, and its own exceptions are all that count.
 */
import { dirname, join } from 'node:path'
import { placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig, Setting } from '../setting.ts'
import { readJavaOptions } from './java-options.ts'

type Proxy = { protocol: string; setting: Setting; exceptions: Setting }

export async function readMavenSettings(machine: ConfigMachine, { scheme }: { scheme: string }): Promise<OwnConfig> {
  const { settings, remarks } = await readJavaOptions(machine)
  const proxies = await activeProxies(machine)
  const found = proxies.findLast(({ protocol }) => protocol === scheme) ?? proxies.findLast(isPlain)
  if (!found) return { settings, remarks }
  const own = { [`maven ${scheme}`]: found.setting, 'maven nonProxyHosts': found.exceptions }
  return { settings: { ...settings, ...own }, remarks }
}

function isPlain({ protocol }: Proxy): boolean {
  return protocol === 'http'
}

/** The user's, else those that Maven came with. */
async function activeProxies({ home, read, find }: ConfigMachine): Promise<Proxy[]> {
  const own = await find('mvn')
  const files = [
    join(home, '.m2', 'settings.xml'),
    ...(own ? [join(dirname(dirname(own)), 'conf', 'settings.xml')] : []),
  ]
  for (const path of files) {
    const proxies = proxiesIn((await read(path)) ?? '', path, home)
    if (proxies.length > 0) return proxies
  }
  return []
}

function proxiesIn(text: string, path: string, home: string): Proxy[] {
  // Comments give way to blanks, so that lines keep their numbers.
  const bare = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  return [...bare.matchAll(/<proxy>([\s\S]*?)<\/proxy>/g)].flatMap(({ 1: body = '', index }) => {
    const element = (name: string) => new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(body)?.[1]
    const host = element('host')
    if (!host || element('active') === 'false') return []
    const protocol = element('protocol') || 'http'
    const place = placeOf(path, bare.slice(0, index).split('\n').length, home)
    const setting = { name: 'proxy', value: `http://${host}:${element('port') || '8080'}`, place }
    const value = (element('nonProxyHosts') ?? '').replaceAll('|', ',')
    return [{ protocol, setting, exceptions: { name: 'nonProxyHosts', value, place } }]
  })
}
