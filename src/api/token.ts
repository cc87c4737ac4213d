/** The API's token: made once, kept where only its owner can read it, so that scripts need not be told it anew. */
import { join } from 'node:path'
import { facts, makeDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import type { Random } from '../kit/random.ts'

/** Bytes: more than anybody can guess. */
const length = 32

export function tokenFile(home: string): string {
  return join(home, 'api-token')
}

/** The kept token, or a new one where there is none, or one that others could have read or written. */
export async function openToken(home: string, random: Random): Promise<string> {
  const path = tokenFile(home)
  const found = await facts(path)
  const kept =
    found === undefined || found.foreign || (found.mode & 0o077) !== 0 ? undefined : await readTextIfThere(path)
  const token = /^([0-9a-f]{64})\n?$/.exec(kept ?? '')?.[1]
  if (token !== undefined) return token
  const made = Buffer.from(random.bytes(length)).toString('hex')
  await makeDirectory(home, found === undefined ? 0o700 : undefined)
  await writeAtomic(path, `${made}\n`, 0o600)
  return made
}
