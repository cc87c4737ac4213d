/** http-mitm-proxy, with keep-alive on. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { launchProgram } from './launch.ts'
import type { Peer } from './peer.ts'

const resolve = createRequire(import.meta.url).resolve

export const httpMitmProxy: Peer = {
  name: 'http-mitm-proxy',
  abilities: ['forward', 'mitm', 'upgrade'],
  missing: () => {
    try {
      resolve('http-mitm-proxy')
      return undefined
    } catch {
      return 'the package http-mitm-proxy is not installed: npm ci'
    }
  },
  about: () => `${packageVersion(resolve('http-mitm-proxy'))}, keep-alive on, no handlers`,
  start: async ({ directory }) => {
    const home = join(directory, 'http-mitm-proxy')
    mkdirSync(home, { recursive: true })
    const running = await launchProgram('../programs/http-mitm-proxy.ts', [home])
    return { ...running, ca: readFileSync(join(home, 'certs', 'ca.pem'), 'utf8') }
  },
}

/** The version in the package.json at or above a resolved module. */
export function packageVersion(module: string): string {
  for (let folder = dirname(module); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json')
    const found = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version?: string }) : {}
    if (found.version !== undefined) return found.version
  }
  return 'unknown version'
}
