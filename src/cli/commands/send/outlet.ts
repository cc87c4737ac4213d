/**
 * Where an answer goes: standard output, a file, or a terminal. Files and pipes get the bytes as they are; a terminal gets
 * text that cannot command it.
 */
import { Buffer } from 'node:buffer'
import { resolve } from 'node:path'
import { plainText } from '../../../formats/request-parts.ts'
import { openByteSink } from '../../../kit/files.ts'
import { sanitize } from '../../../kit/sanitize.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { CliWorld } from '../../world.ts'

type Done = (error?: Error | null) => void

export interface Outlet {
  /** A head as latin1 text, with its blank line. */
  head(text: string): void
  /** A piece of the body; `done` once it is on its way, or with the error why it cannot be. */
  body(bytes: Uint8Array, done: Done): void
  close(): Promise<void>
}

/** `path`: of `-o`; `-` is standard output, whatever it is. @throws MiddleboxError output_failed */
export async function openOutlet(
  path: string | undefined,
  world: Pick<CliWorld, 'stdout' | 'isTTY' | 'cwd'>,
): Promise<Outlet> {
  if (path !== undefined && path !== '-') return fileOutlet(path, world.cwd())
  if (path === undefined && world.isTTY) return terminalOutlet(world)
  return {
    head: (text) => world.stdout(Buffer.from(text, 'latin1')),
    body: (bytes, done) => world.stdout(bytes, done),
    close: async () => {},
  }
}

async function fileOutlet(path: string, cwd: string): Promise<Outlet> {
  const failed = ({ message }: Error) =>
    new MiddleboxError('output_failed', `Expected to write ${JSON.stringify(path)}, got ${message}.`, '')
  const sink = await openByteSink(resolve(cwd, path)).catch((error: Error) => {
    throw failed(error)
  })
  return {
    head: (text) => sink.write(Buffer.from(text, 'latin1'), () => {}),
    body: (bytes, done) => sink.write(bytes, (error) => done(error && failed(error))),
    close: () => sink.close(),
  }
}

/** C0 but tab and LF, DEL, C1, bidirectional marks: what a terminal obeys. CR goes too, since it lets a line be written over. */
const commands = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

function terminalOutlet(world: Pick<CliWorld, 'stdout'>): Outlet {
  const decoder = new TextDecoder()
  let isText = false
  return {
    head(text) {
      const lines = text.split('\r\n').map((line) => sanitize(plainText(line)))
      world.stdout(lines.join('\n'))
    },
    body(bytes, done) {
      // curl's test: text has no NUL.
      if (!isText && bytes.includes(0)) return done(binary)
      isText = true
      const text = decoder.decode(bytes, { stream: true }).replaceAll('\r', '')
      world.stdout(text.replace(commands, '\ufffd'), done)
    },
    close: async () => {},
  }
}

const binary = new MiddleboxError(
  'output_failed',
  'Expected text for the terminal, got binary.',
  '-o FILE keeps it, -o - shows it all the same.',
)
