/** Options of the side that servers see. Letters and meanings are curl's. */
import { formatDuration } from '../../kit/duration.ts'
import { defaultOptions } from '../../model/options.ts'
import { duration, file, flag, text } from '../kinds.ts'
import { detour, hostFile, parent, pin } from '../network-kinds.ts'
import type { OptionDefinition } from '../option.ts'

const commands = ['forward', 'reverse', 'run', 'send']

export const upstreamOptions = {
  proxy: {
    flag: 'proxy',
    letter: 'x',
    argument: 'URL',
    kind: parent,
    shown: 'env',
    theme: 'Way upstream',
    help: 'parent proxy, or env, or none',
    commands,
  },
  proxyUser: {
    flag: 'proxy-user',
    letter: 'U',
    argument: 'U:P',
    kind: text,
    theme: 'Way upstream',
    help: 'user and password for the parent proxy',
    commands,
  },
  noproxy: {
    flag: 'noproxy',
    argument: 'LIST',
    kind: text,
    many: 'comma',
    theme: 'Way upstream',
    help: 'hosts reached without it; wins over NO_PROXY',
    commands,
  },
  resolve: {
    flag: 'resolve',
    argument: 'H:P:IP',
    kind: pin,
    many: 'repeat',
    theme: 'Way upstream',
    help: 'take this address for host and port',
    commands,
  },
  connectTo: {
    flag: 'connect-to',
    argument: 'H:P:H2:P2',
    kind: detour,
    many: 'repeat',
    theme: 'Way upstream',
    help: 'connect to another host and port instead',
    commands,
  },
  connectTimeout: {
    flag: 'connect-timeout',
    argument: 'TIME',
    kind: duration('s'),
    shown: formatDuration(defaultOptions.upstream.connectTimeout),
    theme: 'Way upstream',
    help: 'longest wait for TCP and TLS',
    commands,
  },
  insecure: {
    flag: 'insecure',
    letter: 'k',
    aliases: ['ssl-insecure'],
    kind: flag,
    theme: 'TLS upstream',
    help: 'accept any certificate',
    commands,
  },
  cacert: {
    flag: 'cacert',
    argument: 'F',
    kind: file,
    many: 'repeat',
    theme: 'TLS upstream',
    help: 'trust the CAs in this PEM file too',
    commands,
  },
  cert: {
    flag: 'cert',
    letter: 'E',
    argument: '[HOST=]F',
    kind: hostFile,
    many: 'repeat',
    theme: 'TLS upstream',
    help: 'client certificate (PEM), for one host or any',
    commands,
  },
  key: {
    flag: 'key',
    argument: '[HOST=]F',
    kind: hostFile,
    many: 'repeat',
    theme: 'TLS upstream',
    help: 'its private key, when not in that file',
    commands,
  },
} as const satisfies Record<string, OptionDefinition>
