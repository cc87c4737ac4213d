/**
 * Checks what users get: packs the project, looks at the contents, installs the tarball globally into a temporary prefix
 * from a registry that has no dev dependency, and runs the commands there. Works offline.
 */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { startRegistry } from './local-registry.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const allowed =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|bin\/middlebox\.js|schema\/[\w.-]+\.json|dist\/.+(\.js|\.d\.ts|\.json))$/
const needed = ['bin/middlebox.js', 'dist/cli/main.js', 'dist/index.js', 'dist/index.d.ts', 'README.md', 'LICENSE']
const problems = []
const run = promisify(execFile)
const npm = (args, options) => run('npm', args, { shell: process.platform === 'win32', ...options })

/** Runs a command and returns its code and output, whatever they are. */
const attempt = (command, args, env, cwd) =>
  run(command, args, { env, cwd }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )

const checkContents = (files) => {
  const paths = files.map(({ path }) => path)
  for (const path of paths)
    if (!allowed.test(path)) problems.push(`${path} is in the package and should not be; see "files"`)
  for (const path of needed) if (!paths.includes(path)) problems.push(`${path} is not in the package and should be`)
}

const checkCommand = async (file, path) => {
  const result = await attempt(file, ['--version'], { ...process.env, PATH: path })
  if (result.code !== 0 || result.stdout.trim() !== manifest.version)
    problems.push(
      `${file} --version: expected ${manifest.version}, got exit ${result.code}: ${result.stdout}${result.stderr}`,
    )
}

/** An old Node, if the machine has one besides ours: it must get one line, and no hand-over to a runtime it lacks. */
const checkOldNode = async (file) => {
  const system = process.env.npm_node_execpath
  if (!system || system === process.execPath) return
  const { stdout } = await run(system, ['-p', 'process.versions.node'])
  if (Number(stdout.split('.')[0]) >= 24) return
  const result = await attempt(system, [file, '--version'], process.env)
  if (result.code !== 1 || !/^middlebox: expected Node .*\n$/.test(result.stderr))
    problems.push(
      `under Node ${stdout.trim()}: expected one line and exit 1, got exit ${result.code}: ${result.stderr}`,
    )
}

/**
 * A config file and a script that import `middlebox` get the installation that reads them, wherever all three are: a program
 * is served, and the script answers it.
 */
const checkUserModules = async (file, path, folder) => {
  const config =
    "import { defaultOptions } from 'middlebox'\nexport default { connectTimeout: defaultOptions.upstream.connectTimeout, script: 'fix.ts' }\n"
  const script =
    "import { type OnRequest, defaultOptions } from 'middlebox'\n" +
    'export const onRequest: OnRequest = () => ({ status: 200 + defaultOptions.listen.length })\n'
  mkdirSync(folder)
  writeFileSync(join(folder, 'middlebox.config.ts'), config)
  writeFileSync(join(folder, 'fix.ts'), script)
  const client = "fetch('https://middlebox.test/').then(({ status }) => process.exit(status === 201 ? 7 : 1))"
  const env = { ...process.env, PATH: path, MIDDLEBOX_HOME: join(folder, 'home') }
  const result = await attempt(file, ['run', '--', process.execPath, '-e', client], env, folder)
  if (result.code !== 7)
    problems.push(
      `run with a config file and a script that import middlebox: expected exit 7, got exit ${result.code}: ${result.stderr}`,
    )
}

const checkInstalled = async (prefix) => {
  const bin = process.platform === 'win32' ? prefix : join(prefix, 'bin')
  const installed = join(prefix, process.platform === 'win32' ? '' : 'lib', 'node_modules', manifest.name)
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const suffix = process.platform === 'win32' ? '.cmd' : ''
  for (const name of Object.keys(manifest.bin)) await checkCommand(join(bin, name + suffix), path)
  await checkUserModules(join(bin, `middlebox${suffix}`), path, join(prefix, 'project'))
  await checkOldNode(join(installed, 'bin', 'middlebox.js'))
  for (const name of Object.keys(manifest.devDependencies))
    if (existsSync(join(installed, 'node_modules', name)) && !manifest.dependencies[name])
      problems.push(`the install has the dev dependency ${name}`)
}

const work = mkdtempSync(join(tmpdir(), 'middlebox-package-'))
const registry = await startRegistry(root)
try {
  const { stdout } = await npm(['pack', '--json', '--pack-destination', work], { cwd: root, maxBuffer: 1 << 26 })
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[')))
  checkContents(packed.files)
  const { messages, pkg } = await publint({ pkgDir: root, strict: true })
  problems.push(...messages.map((message) => formatMessage(message, pkg, { color: false })))
  const prefix = join(work, 'prefix')
  const flags = [
    '--prefix',
    prefix,
    '--registry',
    registry.url,
    '--cache',
    join(work, 'cache'),
    '--no-audit',
    '--no-fund',
  ]
  await npm(['install', '--global', '--omit=dev', ...flags, join(work, packed.filename)], { cwd: work })
  await checkInstalled(prefix)
} catch (error) {
  problems.push(error.message.trim())
} finally {
  registry.close()
  rmSync(work, { recursive: true, force: true })
}

for (const problem of problems) process.stderr.write(`${problem}\n`)
process.stdout.write(
  problems.length === 0 ? 'The package is right.\n' : `${problems.length} problems in the package.\n`,
)
process.exitCode = problems.length === 0 ? 0 : 1
