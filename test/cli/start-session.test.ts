import { expect, test } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSession } from '../../src/cli/start-session.ts'
import { defaultOptions } from '../../src/model/options.ts'
import { rawClient } from '../support/raw.ts'
import { portOf } from '../support/toxiproxy.ts'

async function inHome(run: (home: string) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'middlebox-test-'))
  await run(home).finally(() => rmSync(home, { recursive: true, force: true }))
}

const options = (home: string, toxiproxyApi: number | undefined) => ({
  ...defaultOptions,
  listen: [{ mode: 'forward', host: '127.0.0.1', port: 0 }] as const,
  home,
  seed: '00',
  toxiproxyApi,
})

test('an API that was asked for is there until the session closes', async () => {
  await inHome(async (home) => {
    const session = await startSession(options(home, 0))
    const answer = await fetch(`${session.toxiproxyApi}/version`)
    expect(await answer.json()).toEqual({ version: expect.any(String) })
    await session.close(0)
    await expect(rawClient(portOf({ listen: session.toxiproxyApi! }))).rejects.toThrow('ECONNREFUSED')
  })
})

test('nobody asked: there is none', async () => {
  await inHome(async (home) => {
    const session = await startSession(options(home, undefined))
    expect(session).not.toHaveProperty('toxiproxyApi')
    await session.close(0)
  })
})

test('a port that is taken ends the session again', async () => {
  await inHome(async (home) => {
    const first = await startSession(options(home, 0))
    const port = portOf({ listen: first.toxiproxyApi! })
    await expect(startSession(options(home, port))).rejects.toMatchObject({ code: 'port_taken' })
    await first.close(0)
  })
})
