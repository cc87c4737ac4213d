/** `middlebox send` run to its end in a world under test, from its arguments. */
import { main } from '../../src/cli/start.ts'
import type { CliWorld } from '../../src/cli/world.ts'
import { type TestWorld, createTestWorld } from './cli-world.ts'
import { type RawOrigin, rawOrigin } from './raw.ts'

export async function runSend(args: readonly string[], given: Partial<CliWorld> = {}): Promise<TestWorld> {
  const world = createTestWorld(given)
  await main(['send', ...args], world)
  return world
}

/** An origin that answers one request per connection, its whole head and body once `complete` says so, and closes. */
export function closingOrigin(response: string, complete: RegExp = /\r\n\r\n/): Promise<RawOrigin> {
  return rawOrigin(async (connection) => {
    await connection.until(complete)
    connection.send(response)
    connection.socket.end()
  })
}
