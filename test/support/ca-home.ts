/** A home with a CA in it for the `ca` commands, gone after each test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { openRoot } from '../../src/ca/root-files.ts'
import type { CliWorld } from '../../src/cli/world.ts'
import { testRootWorld } from './authority.ts'
import { createTestWorld, type TestWorld } from './cli-world.ts'

export type CaHome = {
  readonly path: string
  /** A world whose state is here. */
  world(given?: Partial<CliWorld>): TestWorld
}

/** To be called at the top of a test file. */
export function useCaHome(): CaHome {
  let path = ''
  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'middlebox-cli-ca-'))
    await openRoot(path, testRootWorld())
  })
  afterEach(() => rmSync(path, { recursive: true, force: true }))
  return {
    get path() {
      return path
    },
    world: ({ env, ...given } = {}) =>
      createTestWorld({ env: { MIDDLEBOX_HOME: path, ...env }, home: () => path, cwd: () => path, ...given }),
  }
}
