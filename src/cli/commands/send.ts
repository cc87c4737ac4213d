/** `middlebox send <request>`: one request sent as it is written, its answer on stdout; or the same many times, summed up. */
import { Buffer } from 'node:buffer'
import type { Command } from 'commander'
import { editRequest, frameRequest } from '../../formats/edit-request.ts'
import { byteText } from '../../formats/request-parts.ts'
import { systemClock } from '../../kit/clock.ts'
import { systemRandom } from '../../kit/random.ts'
import type { ProxyEvent } from '../../model/event.ts'
import type { OutgoingRequest } from '../../model/outgoing.ts'
import type { Sender } from '../../session/send-request.ts'
import { loadCommandSettings } from '../command-settings.ts'
import { codeOfSignal, exitCodes } from '../exit-codes.ts'
import { readVersion } from '../version.ts'
import type { CliWorld } from '../world.ts'
import { adoptConnection } from './send/adopt-connection.ts'
import { countAnswer, printAnswer } from './send/answer.ts'
import { openOutlet } from './send/outlet.ts'
import { addOwnOptions, readOwnOptions } from './send/own-options.ts'
import type { OwnOptions } from './send/own-options.ts'
import { readArgument } from './send/read-argument.ts'
import { createReader } from './send/read-file.ts'
import { repeat, summarize } from './send/repeat.ts'
import { createTrace } from './send/trace.ts'

const examples = `
REQUEST is a URL, a curl command in quotes, a file with a request written out,
a HAR file (its first entry, or file.har#3), or - for any of them on stdin:
  middlebox send localhost:3000/health
  middlebox send 'curl https://api.test/v1 -H "accept: text/plain"' -i
  middlebox send checkout.http -H 'Cookie: a=b' -n 10 --concurrency 4
`

export function registerSend(program: Command, world: CliWorld): void {
  const command = program
    .command('send')
    .description('Send a request and print the answer; exits 0 whatever its status, unless --fail says otherwise.')
    .argument('<request>', 'URL, curl command, file, or -')
    .addHelpText('after', examples.trimEnd())
  addOwnOptions(command).action((argument: string, _options: unknown, leaf: Command) => send(argument, leaf, world))
}

async function send(argument: string, command: Command, world: CliWorld): Promise<void> {
  const given = readOwnOptions(command.opts())
  const { request, options } = await prepare(argument, given, command, world)
  const { session } = await loadCommandSettings(command, world)
  const { createSender } = await import('../../session/send-request.ts')
  const hear = createHearing(session.verbose && options.count === 1, world)
  const sender = createSender(session, { env: world.env, clock: systemClock, hear })
  try {
    const once = options.count === 1
    const code = once
      ? await printAnswer(sender, request, options, world)
      : await sendMany(sender, request, options, session.verbose, world)
    world.exit(code)
  } finally {
    sender.close()
  }
}

/** The request as it will be sent, and the options with what a curl command added to them. */
async function prepare(
  argument: string,
  given: OwnOptions,
  command: Command,
  world: CliWorld,
): Promise<{ request: OutgoingRequest; options: OwnOptions }> {
  const read = createReader(world)
  const boundary = () => `------------------------${Buffer.from(systemRandom.bytes(11)).toString('hex')}`
  const userAgent = `middlebox/${readVersion()}`
  const { request: asked, curl, notes } = await readArgument(argument, { cwd: world.cwd(), read, boundary, userAgent })
  if (curl) adoptConnection(command, curl.connection)
  const { method, fields, data } = given
  const body =
    data === undefined
      ? undefined
      : data.startsWith('@')
        ? await read(data.slice(1))
        : Buffer.from(byteText(data), 'latin1')
  const edited = editRequest(asked, {
    fields,
    ...(method === undefined ? {} : { method }),
    ...(body === undefined ? {} : { body }),
  })
  const { request, note } = frameRequest({
    ...edited,
    ...(given.protocol === undefined ? {} : { protocol: given.protocol }),
  })
  for (const line of note === undefined ? notes : [...notes, note]) world.stderr(`middlebox: ${line}\n`)
  const { include, fail, decoded } = given
  const options = curl
    ? { ...given, include: include || curl.include, fail: fail || curl.fail, decoded: decoded || curl.decoded }
    : given
  return { request, options }
}

/** Warnings are told once each; everything is told when asked for. */
function createHearing(verbose: boolean, world: CliWorld): (event: ProxyEvent) => void {
  const trace = verbose ? createTrace((line) => world.stderr(`${line}\n`)) : undefined
  const warned = new Set<string>()
  return (event) => {
    trace?.(event)
    if (event.type !== 'warning' || warned.has(event.message)) return
    warned.add(event.message)
    world.stderr(`middlebox: ${event.message}\n`)
  }
}

/** The first signal ends it early, with the summary of what was sent; a second one ends it at once. */
async function sendMany(
  sender: Sender,
  request: OutgoingRequest,
  options: OwnOptions,
  verbose: boolean,
  world: CliWorld,
): Promise<number> {
  const { count, concurrency, include, fail } = options
  let stopped = false
  const silence = world.onSignal((signal) => {
    if (stopped) world.exitNow(codeOfSignal(signal))
    stopped = true
  })
  try {
    const outlet = verbose ? await openOutlet(undefined, world) : undefined
    const run = { count, concurrency, stopped: () => stopped }
    const tally = await repeat(run, systemClock, () => countAnswer(sender, request, include, outlet))
    for (const line of summarize(tally)) world.stderr(`middlebox: ${line}\n`)
    const bad = tally.shots.some(
      ({ cause, status }) => cause !== undefined || (fail && status !== undefined && status >= 400),
    )
    return bad ? exitCodes.failure : exitCodes.ok
  } finally {
    silence()
  }
}
