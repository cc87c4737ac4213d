/**
 * A registry on loopback that serves the packages of node_modules which are no dev dependencies, and nothing else. A global
 * install from it works without a network, and fails if the program needs a package that users would not get.
 */
import { execFileSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Folders of the packages that an install without dev dependencies has. */
const shippedFolders = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([path]) => join(root, path))
}

/** Packs the folders and returns their manifests with the name of the tarball. */
const packAll = (folders, into) =>
  folders.map((folder) => {
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into]
    const [packed] = JSON.parse(
      execFileSync('npm', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' }),
    )
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { ...manifest, file: packed.filename, dist: { integrity: packed.integrity, shasum: packed.shasum } }
  })

const listen = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** Starts it; `close` ends it and removes the tarballs. */
export const startRegistry = async (root) => {
  const store = mkdtempSync(join(tmpdir(), 'middlebox-registry-'))
  const packages = packAll(shippedFolders(root), store)
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url.slice(1))
    if (packages.some(({ file }) => file === name)) return void createReadStream(join(store, name)).pipe(response)
    const found = packages.filter((entry) => entry.name === name)
    if (found.length === 0) return void response.writeHead(404).end('{}')
    const versions = found.map(({ file, ...manifest }) => [
      manifest.version,
      { ...manifest, dist: { ...manifest.dist, tarball: `http://${request.headers.host}/${file}` } },
    ])
    const latest = found.at(-1).version
    response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(versions) }))
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
      rmSync(store, { recursive: true, force: true })
    },
  }
}
