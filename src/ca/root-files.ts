/**
 * The root on disk: `ca.pem` for everybody, `ca-key.pem` (0600) for its owner. Made on first use, exactly once even when
 * two processes start together; what cannot be used is an error that names the mending command, never a new root.
 */
import { join } from 'node:path'
import type { Clock } from '../kit/clock.ts'
import { platform } from '../kit/environment.ts'
import { facts, makeDirectory, readTextIfThere } from '../kit/files.ts'
import { moveIfThere, placeNew } from '../kit/place.ts'
import type { Random } from '../kit/random.ts'
import { caInvalid, checkRoot } from './root-check.ts'
import { buildRoot, generateRootKeys, type KeyPair, type Root } from './root.ts'
import type { Constraints } from './name-constraints.ts'

export type RootWorld = {
  clock: Clock
  random: Random
  /** `user@host`, for the subject. */
  owner: string
  /** Makes the root's key pair: RSA 2048 unless a test has one at hand. */
  generateKeys?: () => Promise<KeyPair>
}

export type RootFiles = { certFile: string; keyFile: string }

export function rootFiles(home: string): RootFiles {
  return { certFile: join(home, 'ca.pem'), keyFile: join(home, 'ca-key.pem') }
}

const writableHint = 'Set MIDDLEBOX_HOME to a directory that can be written.'

/** Another process needs microseconds between its two files; so many more looks (about 20 ms) are enough. */
const looks = 200

/** The root in `home`, made there when neither file exists; when another process is first, its root is the one. */
export async function openRoot(home: string, world: RootWorld): Promise<RootFiles & { root: Root }> {
  const files = rootFiles(home)
  const found = await loadRoot(home, world.clock)
  if (found) return { ...files, root: found }
  await makeHome(home)
  const root = await newRoot(world)
  if (await placeRoot(home, root)) return { ...files, root }
  const theirs = await loadRoot(home, world.clock)
  if (!theirs) throw caInvalid(`Expected ${files.keyFile} to stay, got no such file`)
  return { ...files, root: theirs }
}

/** Replaces the root; the old files go to `aside`, a directory that is itself a home. Absent when there were none. */
export async function rotateRoot(
  home: string,
  world: RootWorld,
  constraints?: Constraints,
): Promise<RootFiles & { root: Root; aside?: string }> {
  await makeHome(home)
  // Made before the old one goes: a session that starts meanwhile finds none for microseconds only.
  const root = await newRoot(world, constraints)
  const aside = await retireRoot(home, world.clock.now())
  if (!(await placeRoot(home, root)))
    throw caInvalid(`Expected to be alone with ${home}, got a CA that another process made meanwhile`, 'Run it again.')
  return { ...rootFiles(home), root, ...(aside === undefined ? {} : { aside }) }
}

/** The root in `home`, checked; undefined when there is none. */
export async function loadRoot(home: string, clock: Clock): Promise<Root | undefined> {
  const { certFile, keyFile } = rootFiles(home)
  for (let look = 0; ; look++) {
    const [pem, key] = await Promise.all([readOrExplain(certFile), readOrExplain(keyFile)])
    if (pem === undefined && key === undefined) return undefined
    if (pem !== undefined && key !== undefined) {
      const [homeMode, keyMode] = await Promise.all([modeOf(home), modeOf(keyFile)])
      return checkRoot({ home, certFile, keyFile, pem, key, homeMode, keyMode }, clock.now())
    }
    if (look === looks) {
      const [there, missing] = pem === undefined ? [keyFile, certFile] : [certFile, keyFile]
      throw caInvalid(`Expected ${missing} beside ${there}, got no such file`)
    }
  }
}

async function newRoot({ owner, clock, random, generateKeys }: RootWorld, constraints?: Constraints): Promise<Root> {
  const keys = await (generateKeys ?? generateRootKeys)()
  return buildRoot({ keys, owner, now: clock.now(), random: random.bytes(16), constraints })
}

/** The key's file decides who was first; the certificate follows at once. False when another process was. */
async function placeRoot(home: string, root: Root): Promise<boolean> {
  const { certFile, keyFile } = rootFiles(home)
  try {
    const key = root.key.export({ type: 'pkcs8', format: 'pem' }) as string
    return await placeNew([
      { path: keyFile, data: key, mode: 0o600 },
      { path: certFile, data: root.pem, mode: 0o644 },
    ])
  } catch (error) {
    throw caInvalid(`Expected to write ${certFile} and ${keyFile}, got ${reason(error)}`, writableHint)
  }
}

async function retireRoot(home: string, now: number): Promise<string | undefined> {
  const { certFile, keyFile } = rootFiles(home)
  if (!(await facts(certFile)) && !(await facts(keyFile))) return undefined
  const stamp = join(home, 'retired', new Date(now).toISOString().replace(/[-:]|\.\d+/g, ''))
  let aside = stamp
  for (let again = 2; await facts(aside); again++) aside = `${stamp}-${again}`
  await makeDirectory(aside, 0o700)
  const old = rootFiles(aside)
  // The certificate first: a reader in between waits for it, and none takes the key for a root of its own.
  await moveIfThere(certFile, old.certFile)
  await moveIfThere(keyFile, old.keyFile)
  return aside
}

/** Permission bits; Windows has none and reports 0666. */
async function modeOf(path: string): Promise<number | undefined> {
  return platform() === 'win32' ? undefined : (await facts(path))?.mode
}

/** An existing directory keeps its permissions: it may be the user's own; the key protects itself. */
async function makeHome(home: string): Promise<void> {
  try {
    if (!(await facts(home))) await makeDirectory(home, 0o700)
  } catch (error) {
    throw caInvalid(`Expected to make the directory ${home}, got ${reason(error)}`, writableHint)
  }
}

async function readOrExplain(path: string): Promise<string | undefined> {
  try {
    return await readTextIfThere(path)
  } catch (error) {
    throw caInvalid(
      `Expected to read ${path}, got ${reason(error)}`,
      `Make it readable: chmod u+r '${path}', and check its owner with ls -l.`,
    )
  }
}

function reason(error: unknown): string {
  return (error as Error).message
}
