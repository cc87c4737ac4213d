/** The baseline of every ratio: programs/bare-proxy.ts. */
import { launchProgram } from './launch.ts'
import type { Peer } from './peer.ts'

export const bare: Peer = {
  name: 'bare',
  abilities: ['forward', 'mitm', 'opaque', 'reverse', 'upgrade'],
  missing: () => undefined,
  about: () => `node:http ${process.version}, keep-alive, one prepared certificate, captures nothing`,
  start: async ({ files, certificates, origin }, mode) => {
    const reverse = mode === 'reverse' ? [String(origin.http)] : []
    const running = await launchProgram('../programs/bare-proxy.ts', [files.ca, files.leaf, files.leafKey, ...reverse])
    return { ...running, ca: certificates.ca }
  },
}
