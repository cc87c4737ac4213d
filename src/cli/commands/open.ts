/** `middlebox open <file>`: a recording looked at: each exchange as a line, or as NDJSON. */
import { basename } from 'node:path'
import type { Command } from 'commander'
import { printRecorded } from '../../headless/index.ts'
import { wantsColor } from '../choose-face.ts'
import { loadCommandSettings } from '../command-settings.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CliWorld } from '../world.ts'
import { createReader } from './send/read-file.ts'

const note = `
FILE is a HAR file by whatever tool: a browser, Charles, mitmproxy, Polly,
or middlebox -w:
  middlebox open trace.har --view '~c 5xx'
  middlebox open trace.har --json | jq .url
  middlebox send trace.har#3`

export function registerOpen(program: Command, world: CliWorld): void {
  program
    .command('open')
    .description('Show the exchanges of a HAR file.')
    .argument('<file>', 'a HAR file, or - for standard input')
    .addHelpText('after', note)
    .action((file: string, _options: unknown, command: Command) => openRecording(file, command, world))
}

/** Bytes of a decoded body that `--view` searches. */
const maxSearched = 1024 * 1024

/** @throws MiddleboxError har_invalid, filter_invalid, usage */
export async function openRecording(file: string, command: Command, world: CliWorld): Promise<void> {
  const { session, settings } = await loadCommandSettings(command, world)
  const bytes = await createReader(world)(file)
  const [{ importHar }, { compileFilter }, { createBodyDecoder }] = await Promise.all([
    import('../../session/har.ts'),
    import('../../filter/index.ts'),
    import('../../content/decode.ts'),
  ])
  const name = file === '-' ? 'standard input' : file
  const { exchanges, notes } = importHar(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), name)
  for (const line of notes) world.stderr(`middlebox: ${line}\n`)
  const filter =
    session.view === '' ? undefined : compileFilter(session.view, { decode: createBodyDecoder(maxSearched) })
  const shown = filter === undefined ? exchanges : exchanges.filter((exchange) => filter.matches(exchange))
  printRecorded(shown, settings.json ?? false, {
    write: (text, done) => world.stdout(text, () => done()),
    error: (text) => world.stderr(text),
    ...(world.isTTY && { columns: world.columns }),
    color: wantsColor(settings, world),
  })
  if (exchanges.length === 0) world.stderr(`middlebox: ${basename(name)} holds no exchanges\n`)
  world.exit(exitCodes.ok)
}
