/** Options of the side that clients see: where we listen, whom we serve, and which hosts are looked into. */
import { defaultOptions } from '../../model/options.ts'
import { choice, expression, port } from '../kinds.ts'
import { host, hostFile, network } from '../network-kinds.ts'
import type { OptionDefinition } from '../option.ts'

const [listen] = defaultOptions.listen

export const listenOptions = {
  listenPort: {
    flag: 'listen-port',
    letter: 'p',
    argument: 'N',
    kind: port,
    shown: String(listen?.port),
    shownFor: { reverse: '8000' },
    theme: 'Listening',
    help: 'port to listen on; 0 = any free port',
    commands: ['forward', 'reverse'],
  },
  listenHost: {
    flag: 'listen-host',
    argument: 'H',
    kind: host,
    shown: String(listen?.host),
    theme: 'Listening',
    help: 'address to listen on',
    commands: ['forward', 'reverse'],
  },
  allowClients: {
    flag: 'allow-clients',
    argument: 'CIDRS',
    kind: network,
    many: 'comma',
    theme: 'Listening',
    help: 'public networks to serve too',
    commands: ['forward', 'reverse'],
  },
  toxiproxyApi: {
    flag: 'toxiproxy-api',
    argument: 'PORT',
    kind: port,
    theme: 'Listening',
    help: "port of Toxiproxy's API, 8474 by custom",
    commands: ['forward', 'reverse', 'run'],
  },
  tlsCert: {
    flag: 'tls-cert',
    argument: '[HOST=]F',
    kind: hostFile,
    many: 'repeat',
    theme: 'Listening',
    help: 'certificate for clients, instead of a minted one',
    commands: ['reverse'],
  },
  tlsKey: {
    flag: 'tls-key',
    argument: '[HOST=]F',
    kind: hostFile,
    many: 'repeat',
    theme: 'Listening',
    help: 'its key, when it is not in the same file',
    commands: ['reverse'],
  },
  ignoreHosts: {
    flag: 'ignore-hosts',
    argument: 'RE',
    kind: expression,
    many: 'repeat',
    theme: 'Interception',
    help: 'tunnel host:port untouched where it matches',
    commands: ['forward', 'run'],
  },
  allowHosts: {
    flag: 'allow-hosts',
    argument: 'RE',
    kind: expression,
    many: 'repeat',
    theme: 'Interception',
    help: 'intercept only where host:port matches',
    commands: ['forward', 'run'],
  },
  framing: {
    flag: 'framing',
    argument: 'HOW',
    kind: choice(['strict', 'tolerant']),
    shown: defaultOptions.framing,
    theme: 'Interception',
    help: 'strict, or tolerant of bare LF and folds',
    commands: ['forward', 'reverse', 'run'],
  },
} as const satisfies Record<string, OptionDefinition>
