/**
 * What contradicts: a proxy that is set and not used, an exception that is written and not read, a CA file that is not
 * there. Each finding says what is wrong and, where a line mends it, which.
 */
import type { Variables } from '../kit/environment.ts'
import { chooseFor, firstSet } from './choose.ts'
import type { ClientChoice } from './choose.ts'
import { commonProxy } from './client.ts'
import type { Client, ClientTarget } from './client.ts'
import { meantException } from './exceptions.ts'

export type Finding = { mark: 'warn' | 'bad'; text: string; fix?: string }

/** What is known of a CA file: undefined = there is none; `ours`: it holds Middlebox's CA. */
export type CaFileFacts = { certificates: number; ours: boolean }

export type ReadCaFile = (file: string) => CaFileFacts | undefined

/** A file with fewer certificates is no copy of a system store, which has more than a hundred. */
const wholeStore = 20

export function findingsFor(client: Client, target: ClientTarget, env: Variables, files: ReadCaFile): Finding[] {
  const choice = chooseFor(client, target, env)
  return [...routeFindings(client, choice, target, env), ...trustFindings(choice, files)]
}

function routeFindings(client: Client, choice: ClientChoice, target: ClientTarget, env: Variables): Finding[] {
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
  return choice.route === 'proxy' ? missedException(client, target, env) : []
}

function bareFix(client: Client, { proxy }: ClientChoice): { fix?: string } {
  if (!proxy || client.proxy.bare || proxy.value.includes('://')) return {}
  return { fix: `export ${proxy.name}="http://$${proxy.name}"` }
}

/** A proxy is set for the scheme, in a variable that this client does not read. */
function unread(client: Client, target: ClientTarget, env: Variables): Finding[] {
  const set = firstSet([...commonProxy[target.scheme], 'all_proxy', 'ALL_PROXY'], env)
  const [wanted] = client.proxy[target.scheme]
  if (!set || wanted === undefined) return []
  const name = client.proxy[target.scheme].find((each) => each === set.name.toLowerCase()) ?? wanted
  return [{ mark: 'warn', text: `${set.name} is not read`, fix: `export ${name}="$${set.name}"` }]
}

/** Whoever wrote the list meant this host, and this client reads it otherwise. */
function missedException(client: Client, target: ClientTarget, env: Variables): Finding[] {
  const list = firstSet([...client.exceptions.variables, ...commonProxy.exceptions], env)
  const meant = list && meantException(list.value, target)
  if (!list || meant === undefined) return []
  const { variables } = client.exceptions
  const name = variables.includes(list.name) ? list.name : (variables[0] ?? list.name)
  const fix = `export ${name}="${list.value},${target.host}"`
  return [{ mark: 'warn', text: `${meant} in ${list.name} does not keep ${target.host} from the proxy here`, fix }]
}

function trustFindings({ trust, route }: ClientChoice, files: ReadCaFile): Finding[] {
  if (!trust) return []
  const facts = files(trust.file)
  const unset = { fix: `unset ${trust.name}` }
  if (!facts) return [{ mark: 'bad', text: `${trust.name}: there is no file ${trust.file}`, ...unset }]
  if (facts.certificates === 0)
    return [{ mark: 'bad', text: `${trust.name}: ${trust.file} holds no PEM certificate`, ...unset }]
  // Behind a proxy that mints every certificate its CA is all a client needs.
  if (trust.effect === 'replaces' && facts.certificates < wholeStore && !(facts.ours && route === 'proxy')) {
    const count = facts.certificates === 1 ? '1 certificate' : `${facts.certificates} certificates`
    return [{ mark: 'warn', text: `${trust.name} replaces the system's roots with ${count}`, ...unset }]
  }
  return []
}

/** What clients will disagree about, whichever they are. */
export function environmentFindings(env: Variables): Finding[] {
  const pairs = [
    ['http_proxy', 'HTTP_PROXY'],
    ['https_proxy', 'HTTPS_PROXY'],
    ['all_proxy', 'ALL_PROXY'],
    ['no_proxy', 'NO_PROXY'],
  ] as const
  return pairs
    .filter(([lower, upper]) => env[lower] && env[upper] && env[lower] !== env[upper])
    .map(([lower, upper]) => ({
      mark: 'warn',
      text: `${lower} and ${upper} differ: most clients take ${lower}, Go, Deno and Perl ${upper}`,
      fix: `export ${upper}="$${lower}"`,
    }))
}

/** What some clients cannot read in the exception list, and the list that all of them can. */
export function listFindings(env: Variables): Finding[] {
  const list = firstSet(commonProxy.exceptions, env)
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
