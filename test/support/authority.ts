/** Roots for tests: an EC key makes one in a millisecond, and OpenSSL, where installed, judges what comes of it. */
import { generateKeyPairSync } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRoot, type KeyPair, type Root } from '../../src/ca/root.ts'
import { parsePermits } from '../../src/ca/name-constraints.ts'
import type { RootWorld } from '../../src/ca/root-files.ts'
import { createFakeClock } from '../../src/kit/clock.ts'
import { systemRandom } from '../../src/kit/random.ts'

export function ecKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

/** Valid now, since OpenSSL asks the machine's clock. */
export function testRoot(wish: { permits?: string[]; now?: number; owner?: string; keys?: KeyPair } = {}): Root {
  const { permits = [], now = Date.now(), owner = 'tester@host', keys = ecKeys() } = wish
  return buildRoot({ keys, owner, now, random: systemRandom.bytes(16), constraints: parsePermits(permits) })
}

export function testRootWorld(now = Date.now()): RootWorld & { clock: ReturnType<typeof createFakeClock> } {
  return {
    clock: createFakeClock(now),
    random: systemRandom,
    owner: 'tester@host',
    generateKeys: () => Promise.resolve(ecKeys()),
  }
}

export function has(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).error === undefined
}

/** Runs a program over files made of `contents`; the paths are given to `args` by name. */
export function judge(
  program: string,
  contents: Record<string, string | Uint8Array>,
  args: (paths: Record<string, string>) => string[],
): { code: number | null; out: string } {
  const directory = mkdtempSync(join(tmpdir(), 'middlebox-judge-'))
  try {
    const paths: Record<string, string> = {}
    for (const [name, content] of Object.entries(contents)) {
      paths[name] = join(directory, name)
      writeFileSync(paths[name], content)
    }
    const result = spawnSync(program, args(paths), { encoding: 'utf8', input: '' })
    return { code: result.status, out: result.stdout + result.stderr }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
