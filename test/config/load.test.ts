import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSettings } from '../../src/config/load.ts'
import type { GivenFlag } from '../../src/config/load.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'

async function load(
  files: Record<string, string>,
  { flags = [], env = {}, config }: { flags?: GivenFlag[]; env?: Record<string, string>; config?: string } = {},
) {
  await using folder = await makeTemporaryDirectory()
  const [cwd, home] = [join(folder.path, 'project'), join(folder.path, 'home')]
  await mkdir(cwd, { recursive: true })
  await mkdir(join(home, '.config', 'middlebox'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text)
  const loaded = await loadSettings({ cwd, home, env }, flags, config)
  return { ...loaded, files: loaded.files.map((file) => file.slice(folder.path.length + 1)) }
}

const user = 'home/.config/middlebox/middlebox.yml'

describe('loadSettings', () => {
  test('flag over variable over project over user, key by key', async () => {
    const files = {
      'project/middlebox.yml':
        'listenPort: 3\nlistenHost: "::1"\nframing: tolerant\nignoreHosts: [c]\nlimits: { fieldCount: 3 }',
      [user]: 'listenPort: 4\nmaxExchanges: 4\nignoreHosts: [d]\nlimits: { fieldCount: 4, headBytes: 4k }',
    }
    const flags: GivenFlag[] = [{ key: 'listenPort', spelling: '--listen-port', values: ['1'] }]
    const env = { MIDDLEBOX_LISTEN_PORT: '2', MIDDLEBOX_LISTEN_HOST: '127.0.0.2' }
    expect(await load(files, { flags, env })).toEqual({
      settings: { listenPort: 1, listenHost: '127.0.0.2', framing: 'tolerant', ignoreHosts: ['c'], maxExchanges: 4 },
      limits: { fieldCount: 3, headBytes: 4096 },
      files: ['project/middlebox.yml', user],
      warnings: [],
    })
  })

  test('relative paths start from the file that names them', async () => {
    const files = { [user]: 'cacert: ca.pem', 'home/.config/middlebox/ca.pem': 'x' }
    expect((await load(files)).settings.cacert?.[0]).toMatch(/home[/\\]\.config[/\\]middlebox[/\\]ca\.pem$/)
    await expect(load({ 'project/middlebox.yml': 'cacert: ca.pem' })).rejects.toThrowError(
      'middlebox.yml:1:9: Expected a PEM file, got "ca.pem", which does not exist.',
    )
    await expect(load({}, { flags: [{ key: 'cert', spelling: '--cert', values: ['.'] }] })).rejects.toThrowError(
      /is not a file/,
    )
  })

  test('switches and lists of flags', async () => {
    const flags: GivenFlag[] = [
      { key: 'insecure', spelling: '--insecure', values: [true] },
      { key: 'ignoreHosts', spelling: '--ignore-hosts', values: ['a', 'b'] },
    ]
    expect((await load({}, { flags })).settings).toEqual({ insecure: true, ignoreHosts: ['a', 'b'] })
    await expect(load({}, { flags: [{ key: 'maxBody', spelling: '--max-body', values: ['x'] }] })).rejects.toThrowError(
      /^--max-body: Expected a size/,
    )
  })

  test('--config and MIDDLEBOX_CONFIG name the file', async () => {
    const files = {
      'project/middlebox.yml': 'listenPort: 1',
      'project/a.json': '{"listenPort": 2}',
      'project/b.yaml': 'listenPort: 3',
    }
    expect((await load(files, { config: 'a.json' })).settings.listenPort).toBe(2)
    expect((await load(files, { env: { MIDDLEBOX_CONFIG: 'b.yaml' } })).settings.listenPort).toBe(3)
    expect((await load(files, { config: 'a.json', env: { MIDDLEBOX_CONFIG: 'b.yaml' } })).settings.listenPort).toBe(2)
    await expect(load(files, { env: { MIDDLEBOX_CONFIG: 'c' } })).rejects.toThrowError(
      /^MIDDLEBOX_CONFIG: Expected a config file, got "c"/,
    )
    await expect(load(files, { config: '' })).rejects.toThrowError('--config: Expected the path of a file, got "".')
    await expect(load({ 'project/c.txt': '' }, { config: 'c.txt' })).rejects.toThrowError(
      'c.txt: Expected a config file ending in .yml, .yaml, .ts or .js, got ".txt".',
    )
  })

  test('misspelt variables are warned of', async () => {
    expect((await load({}, { env: { MIDDLEBOX_LISTENPORT: '1' } })).warnings).toHaveLength(1)
  })
})
