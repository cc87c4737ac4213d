/** Options of the side that clients see: where we listen, whom we serve, and which hosts are looked into. */
import { defaultOptions } from '../../model/options.ts'
import { choice, expression, port } from '../kinds.ts'
import { host, network } from '../network-kinds.ts'
import type { OptionDefinition } from '../option.ts'

const [listen] = defaultOptions.listen

export const listenOptions = {
  listenPort: {
    flag: 'listen-port',
    letter: 'p',
    argument: 'N',
    kind: port,
    shown: String(listen?.port),
    theme: 'Listening',
    help: 'port to listen on; 0 = any free port',
    commands: ['forward'],
  },
  listenHost: {
    flag: 'listen-host',
    argument: 'H',
    kind: host,
    shown: String(listen?.host),
    theme: 'Listening',
    help: 'address to listen on',
    commands: ['forward'],
  },
  allowClients: {
    flag: 'allow-clients',
    argument: 'CIDRS',
    kind: network,
    many: 'comma',
    theme: 'Listening',
    help: 'public networks to serve too',
    commands: ['forward'],
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
    commands: ['forward', 'run'],
  },
} as const satisfies Record<string, OptionDefinition>
