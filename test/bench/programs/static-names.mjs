/**
 * Loaded before a peer that runs on Node (`--import`): every name ending in .test is 127.0.0.1, at no cost, so that
 * rows through new hosts measure the proxy and not this machine's resolver.
 */
import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'

const system = dns.lookup

dns.lookup = function lookup(name, options, done = options) {
  if (!name?.endsWith('.test')) return system(name, options, done)
  const all = typeof options === 'object' && options !== null && options.all === true
  process.nextTick(() => (all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)))
  return {}
}
syncBuiltinESMExports()
