/** mockttp passing everything through, to WebSockets as well. Arguments: origin CA, then where its own CA is kept. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateCACertificate, getLocal } from 'mockttp'

const [originCa, directory] = process.argv.slice(2)
const paths = { keyPath: join(directory, 'ca.key'), certPath: join(directory, 'ca.pem') }
if (!(await readFile(paths.certPath).catch(() => undefined))) {
  const made = await generateCACertificate()
  await writeFile(paths.keyPath, made.key)
  await writeFile(paths.certPath, made.cert)
}
const server = getLocal({ https: paths, http2: false, recordTraffic: false })
await server.start()
const upstream = { additionalTrustedCAs: [{ certPath: originCa }], ignoreHostHttpsErrors: true }
await server.forUnmatchedRequest().thenPassThrough(upstream)
await server.forAnyWebSocket().thenPassThrough(upstream)
process.stdout.write(`listening ${server.port}\n`)
