/** mockttp, HTTP Toolkit's engine, passing everything through. */
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { packageVersion } from './http-mitm-proxy.ts'
import { launchProgram } from './launch.ts'
import type { Peer } from './peer.ts'

const resolve = createRequire(import.meta.url).resolve

export const mockttp: Peer = {
  name: 'mockttp',
  abilities: ['forward', 'mitm', 'upgrade'],
  missing: () => {
    try {
      resolve('mockttp')
      return undefined
    } catch {
      return "the benchmark's own packages are not installed: npm ci --ignore-scripts --prefix test/bench"
    }
  },
  about: () => `${packageVersion(resolve('mockttp'))}, pass-through, recordTraffic off`,
  start: async ({ directory, files }) => {
    const home = join(directory, 'mockttp')
    mkdirSync(home, { recursive: true })
    const running = await launchProgram('../programs/mockttp.mjs', [files.ca, home])
    return { ...running, ca: readFileSync(join(home, 'ca.pem'), 'utf8') }
  },
}
