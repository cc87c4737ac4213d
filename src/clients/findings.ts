/**
 * What contradicts: a proxy that is set and not used, an exception that is written and not read, a CA file that is not
 * there. Each finding says what is wrong and, where a line mends it, which.
 */
import type { Variables } from '../kit/environment.ts'
import { chooseFor } from './choose.ts'
import type { ClientChoice } from './choose.ts'
import { commonProxy } from './client.ts'
import type { Client, ClientTarget } from './client.ts'
import { meantException } from './exceptions.ts'
import { firstOf, isOwn, told } from './setting.ts'
import type { OwnSettings, Setting } from './setting.ts'

export type Finding = { mark: 'warn' | 'bad'; text: string; fix?: string }

/** What is known of a CA file: undefined = there is none; `ours`: it holds Middlebox's CA. */
export type CaFileFacts = { certificates: number; ours: boolean }

export type ReadCaFile = (file: string) => CaFileFacts | undefined

/** A file with fewer certificates is no copy of a system store, which has more than a hundred. */
const wholeStore = 20

export function findingsFor(
  client: Client,
  target: ClientTarget,
  env: Variables,
  files: ReadCaFile,
  own: OwnSettings = {},
): Finding[] {
  const choice = chooseFor(client, target, env, own)
  return [
    ...routeFindings(client, choice, target, env, own),
    ...overruled(client, choice, target, env),
    ...(choice.unverified ? [unverifiedFinding(client, choice.unverified)] : trustFindings(choice, files)),
  ]
}

function routeFindings(
  client: Client,
  choice: ClientChoice,
  target: ClientTarget,
  env: Variables,
  own: OwnSettings,
): Finding[] {
  const { proxy } = choice
  if (choice.route === 'unusable')
    return [{ mark: 'bad', text: 'it goes direct or fails, by its version', ...bareFix(client, choice) }]
  if (!proxy) return unread(client, target, env)
  const { needs } = client.proxy
  if (needs && choice.because.startsWith(needs.name))
    return [
      {
        mark: 'warn',
        text: `${proxy.name} is not used: ${choice.because}`,
        fix: `export ${needs.name}=${needs.value}`,
      },
    ]
  return choice.route === 'proxy' ? missedException(client, target, env, own) : []
}

function bareFix(client: Client, { proxy }: ClientChoice): { fix?: string } {
  if (!proxy || proxy.place !== undefined || client.proxy.bare || proxy.value.includes('://')) return {}
  return { fix: `export ${proxy.name}="http://$${proxy.name}"` }
}

/** A config of its own decides, and a variable says otherwise. */
function overruled(client: Client, { proxy }: ClientChoice, target: ClientTarget, env: Variables): Finding[] {
  if (proxy?.place === undefined) return []
  const variable = firstOf(
    [...client.proxy[target.scheme].filter((name) => !isOwn(name)), ...commonProxy[target.scheme]],
    env,
    {},
  )
  if (!variable || bareAddress(variable.value) === bareAddress(proxy.value)) return []
  const text = `${variable.name} is not used: ${told(proxy)} decides`
  return [{ mark: 'warn', text, ...fixBy(proxy.unset) }]
}

function bareAddress(proxy: string): string {
  return proxy.replace(/^http:\/\//i, '').replace(/\/$/, '')
}

function fixBy(fix: string | undefined): { fix?: string } {
  return fix === undefined ? {} : { fix }
}

function unverifiedFinding({ verification = [] }: Client, { name, value, place, unset }: Setting): Finding {
  const anyValue = place === undefined && verification.some((each) => each.name === name && each.whateverValue)
  const where = place === undefined ? (anyValue ? ', whatever its value' : '') : ` in ${place}`
  return {
    mark: 'warn',
    text: `accepts any certificate: ${name}=${value}${where}`,
    ...fixBy(place === undefined ? `unset ${name}` : unset),
  }
}

/** A proxy is set for the scheme, in a variable that this client does not read. */
function unread(client: Client, target: ClientTarget, env: Variables): Finding[] {
  const set = firstOf([...commonProxy[target.scheme], 'all_proxy', 'ALL_PROXY'], env, {})
  const [wanted] = client.proxy[target.scheme].filter((name) => !isOwn(name))
  if (!set || wanted === undefined) return []
  const name = client.proxy[target.scheme].find((each) => each === set.name.toLowerCase()) ?? wanted
  return [{ mark: 'warn', text: `${set.name} is not read`, fix: `export ${name}="$${set.name}"` }]
}

/** Whoever wrote the list meant this host, and this client reads it otherwise. */
function missedException(client: Client, target: ClientTarget, env: Variables, own: OwnSettings): Finding[] {
  const { notFor = [], variables, also = [] } = client.exceptions
  const list = firstOf([...variables, ...commonProxy.exceptions], env, own)
  const meant = list && meantException(list.value, target)
  if (!list || meant === undefined) return []
  const text = `${meant} in ${told(list)} does not keep ${target.host} from the proxy here`
  const proxy = firstOf(client.proxy[target.scheme], env, own)
  if (proxy && notFor.some((name) => name === proxy.name || own[name] === proxy))
    return [{ mark: 'warn', text: `${text}: with ${told(proxy)} there are no exceptions` }]
  const names = [...variables, ...also].filter((name) => !isOwn(name))
  const name = names.includes(list.name) ? list.name : (names[0] ?? list.name)
  return [
    { mark: 'warn', text, ...(list.place === undefined && { fix: `export ${name}="${list.value},${target.host}"` }) },
  ]
}

function trustFindings({ trust, route }: ClientChoice, files: ReadCaFile): Finding[] {
  if (!trust) return []
  const facts = files(trust.file)
  const unset = fixBy(trust.place === undefined ? `unset ${trust.name}` : trust.unset)
  if (!facts) return [{ mark: 'bad', text: `${told(trust)}: there is no file ${trust.file}`, ...unset }]
  if (trust.keystore) return []
  if (facts.certificates === 0)
    return [{ mark: 'bad', text: `${told(trust)}: ${trust.file} holds no PEM certificate`, ...unset }]
  // Behind a proxy that mints every certificate its CA is all a client needs.
  if (trust.effect === 'replaces' && facts.certificates < wholeStore && !(facts.ours && route === 'proxy')) {
    const count = facts.certificates === 1 ? '1 certificate' : `${facts.certificates} certificates`
    return [{ mark: 'warn', text: `${told(trust)} replaces the system's roots with ${count}`, ...unset }]
  }
  return []
}

/** What clients will disagree about, whichever they are. */
export function environmentFindings(env: Variables): Finding[] {
  // PEP 493 was for Python 2; tried on 3.11.
  const python = 'PYTHONHTTPSVERIFY'
  const idle: Finding = {
    mark: 'warn',
    text: `${python}=0 does nothing in Python 3: certificates are verified`,
    fix: `unset ${python}`,
  }
  const pairs = [
    ['http_proxy', 'HTTP_PROXY'],
    ['https_proxy', 'HTTPS_PROXY'],
    ['all_proxy', 'ALL_PROXY'],
    ['no_proxy', 'NO_PROXY'],
  ] as const
  const differing = pairs
    .filter(([lower, upper]) => env[lower] && env[upper] && env[lower] !== env[upper])
    .map(([lower, upper]): Finding => ({
      mark: 'warn',
      text: `${lower} and ${upper} differ: most clients take ${lower}, Go, Deno and Perl ${upper}`,
      fix: `export ${upper}="$${lower}"`,
    }))
  return env[python] === '0' ? [...differing, idle] : differing
}

/** What some clients cannot read in the exception list, and the list that all of them can. */
export function listFindings(env: Variables): Finding[] {
  const list = firstOf(commonProxy.exceptions, env, {})
  if (!list) return []
  const entries = list.value.split(/[\s,]+/).filter((entry) => entry !== '')
  const readable = entries.includes('*') ? ['*'] : entries.map((entry) => entry.replace(/^\*\./, '.'))
  const fix = `export ${list.name}="${readable.join(',')}"`
  const networks = entries.filter((entry) => entry.includes('/'))
  const wild = entries.filter((entry) => entry.startsWith('*.'))
  const texts = [
    wild.length > 0 && `${wild.join(', ')}: only Node and Go read *., a leading dot is read by all`,
    list.value.split(',').some((part) => /\S\s+\S/.test(part)) &&
      'blanks do not separate entries in Go, Python, npm and curl from 8.9 on',
    entries.includes('*') && entries.length > 1 && '* beside other entries is not read by curl, Python and npm',
  ]
  const mark = 'warn'
  const unreadable = `${networks.join(', ')}: networks are not read by Node http, npm, urllib, AWS, wget, Perl`
  return [
    ...(networks.length > 0 ? [{ mark, text: unreadable } as const] : []),
    ...texts.filter((text) => text !== false).map((text) => ({ mark, text, fix }) as const),
  ]
}
