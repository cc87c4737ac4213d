/** Options of what is shown and kept, and of the program itself. */
import { formatBytes } from '../../kit/bytes.ts'
import { defaultOptions } from '../../model/options.ts'
import { count, file, flag, hex, size, text } from '../kinds.ts'
import type { OptionDefinition } from '../option.ts'

const { history } = defaultOptions
const proxying = ['forward', 'reverse', 'run']

export const outputOptions = {
  noTui: {
    flag: 'no-tui',
    kind: flag,
    theme: 'Output',
    help: 'one line per exchange, on a terminal too',
    commands: ['forward', 'reverse'],
  },
  json: {
    flag: 'json',
    kind: flag,
    theme: 'Output',
    help: 'NDJSON on stdout and nothing else',
    commands: ['forward', 'reverse', 'open'],
  },
  write: {
    flag: 'write',
    letter: 'w',
    aliases: ['save-stream-file'],
    argument: 'F.har',
    kind: file,
    theme: 'Output',
    help: 'write every exchange to this HAR file',
    commands: proxying,
  },
  jsonFile: {
    flag: 'json-file',
    argument: 'F',
    kind: file,
    theme: 'Output',
    help: 'write NDJSON to this file, secrets replaced',
    commands: ['run'],
  },
  view: {
    flag: 'view',
    aliases: ['view-filter'],
    argument: 'FILTER',
    kind: text,
    theme: 'Output',
    help: "show only what matches: '~c >=400'",
    commands: [...proxying, 'open'],
  },
  quiet: {
    flag: 'quiet',
    letter: 'q',
    kind: flag,
    theme: 'Output',
    help: 'only the first line, errors and summary',
    commands: proxying,
  },
  verbose: {
    flag: 'verbose',
    letter: 'v',
    kind: flag,
    theme: 'Output',
    help: 'say more; errors come with their stack',
  },
  noColor: {
    flag: 'no-color',
    kind: flag,
    theme: 'Output',
    help: 'no colours, as with NO_COLOR',
  },
  maxExchanges: {
    flag: 'max-exchanges',
    argument: 'N',
    kind: count(1, 10_000_000),
    shown: String(history.maxExchanges),
    theme: 'History',
    help: 'exchanges kept',
    commands: proxying,
  },
  maxMemory: {
    flag: 'max-memory',
    argument: 'SIZE',
    kind: size,
    shown: formatBytes(history.maxMemory),
    theme: 'History',
    help: 'memory for all that is kept',
    commands: proxying,
  },
  maxBody: {
    flag: 'max-body',
    argument: 'SIZE',
    kind: size,
    shown: formatBytes(history.maxBody),
    theme: 'History',
    help: 'how much of each body is kept',
    commands: proxying,
  },
  seed: {
    flag: 'seed',
    argument: 'HEX',
    kind: hex,
    theme: 'General',
    help: 'repeat the random choices of another run',
    commands: proxying,
  },
} as const satisfies Record<string, OptionDefinition>
