/**
 * Compiles src to dist beside the old one and swaps the two, so that a deleted source leaves nothing behind and a program
 * that is running never sees half a build. The time of the build is the modification time of dist.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json']

/** The latest change of a file, or of anything in a folder, the folder itself included: that shows deletions. */
const lastChange = (path) => {
  const entry = statSync(path)
  if (!entry.isDirectory()) return entry.mtimeMs
  return readdirSync(path).reduce((time, name) => Math.max(time, lastChange(join(path, name))), entry.mtimeMs)
}

export const isBuilt = (root) => {
  const built = statSync(join(root, 'dist'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return inputs.every((name) => lastChange(join(root, name)) <= built)
}

/** Builds; says what the compiler says and returns false if it found an error. */
export const build = (root, say) => {
  const started = new Date()
  const next = join(root, `dist.${process.pid}`)
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', next, '--noEmitOnError']
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  try {
    if (result.status !== 0) {
      say(`${result.stdout}${result.stderr}`.trim())
      say('Expected the sources to compile, got the errors above; correct them and run "npm run build".')
      return false
    }
    utimesSync(next, started, started)
    rmSync(join(root, 'dist'), { recursive: true, force: true })
    renameSync(next, join(root, 'dist'))
    return true
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}
