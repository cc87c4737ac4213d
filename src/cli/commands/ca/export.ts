/** `ca export` and `ca path`: the certificate in a format that some device wants, to stdout, to a file, or beside the root. */
import { join, resolve } from 'node:path'
import { formats, type Format, type FormatName } from '../../../ca/formats.ts'
import { nearest } from '../../../kit/nearest.ts'
import { writeAtomic } from '../../../kit/files.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { CliWorld } from '../../world.ts'
import { caHome, openCa } from './open.ts'

export async function exportCa(world: CliWorld, options: { format: string; output?: string }): Promise<void> {
  const format = formatNamed(options.format)
  if (options.output === undefined && format.binary && world.isTTY)
    throw new MiddleboxError(
      'usage',
      `Expected a file or a pipe for ${options.format}, got a terminal, which cannot show binary data`,
      `middlebox ca export --format ${options.format} -o ${format.fileName}`,
    )
  const { root } = await openCa(world)
  const bytes = format.bytes(root.certificate)
  if (options.output === undefined) return world.stdout(bytes)
  const path = resolve(world.cwd(), options.output)
  await write(path, bytes)
  world.stderr(`Wrote ${path}\n`)
}

/** The root's own file for PEM; other formats are written beside it, so that the path holds what was asked for. */
export async function printCaPath(world: CliWorld, name: string): Promise<void> {
  const format = formatNamed(name)
  const { root, certFile } = await openCa(world)
  if (name === 'pem') return world.stdout(`${certFile}\n`)
  const path = join(caHome(world), format.fileName)
  await write(path, format.bytes(root.certificate))
  world.stdout(`${path}\n`)
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAtomic(path, bytes)
  } catch (error) {
    throw new MiddleboxError(
      'usage',
      `Expected to write ${path}, got ${(error as Error).message}`,
      'Name another file with -o.',
    )
  }
}

function formatNamed(name: string): Format {
  if (Object.hasOwn(formats, name)) return formats[name as FormatName]
  const guess = nearest(name, Object.keys(formats))
  throw new MiddleboxError(
    'usage',
    `Expected --format ${Object.keys(formats).join(', ')}, got '${name}'`,
    guess ? `Did you mean ${guess}?` : 'See middlebox ca export --help.',
  )
}
