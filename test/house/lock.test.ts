/** The lock files: complete for every platform, because `npm ci` refuses the ones that are not, and no unapproved install script. */
import { describe, expect, test } from 'vitest'
import { listFiles, read } from './tree.ts'

type Entry = { optionalDependencies?: Record<string, string>; hasInstallScript?: boolean }
type Packages = Record<string, Entry>

/** Where npm finds a package from a place in the tree: beside it, or beside one of the packages around it. */
function isLocked(packages: Packages, from: string, name: string): boolean {
  const places = from.split('/node_modules/').map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  return ['', ...places].some((place) => `${place === '' ? '' : `${place}/`}node_modules/${name}` in packages)
}

/** One line per binary of another platform that the lock file leaves out. */
export function missingBinaries(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isLocked(packages, path, name))
      .map((name) => `${path} wants ${name}, which is not in the lock file: npm ci fails; see docs/decisions/0004`),
  )
}

const packagesOf = (path: string) => (JSON.parse(read(path).text) as { packages: Packages }).packages

describe('lock files', () => {
  test.each(listFiles('.', /(^|\/)package-lock\.json$/))('%s is complete', (path) => {
    expect(missingBinaries(packagesOf(path))).toEqual([])
  })

  test('a binary that is left out is found, one that is nested is not missed', () => {
    const wants = { optionalDependencies: { 'binary-x': '1' } }
    expect(missingBinaries({ 'node_modules/a': wants })).toEqual([expect.stringContaining('binary-x')])
    expect(missingBinaries({ 'node_modules/a': wants, 'node_modules/a/node_modules/binary-x': {} })).toEqual([])
    expect(missingBinaries({ 'node_modules/a': wants, 'node_modules/binary-x': {} })).toEqual([])
  })

  test('every install script is one that package.json approves', () => {
    const { allowScripts } = JSON.parse(read('package.json').text) as { allowScripts: Record<string, boolean> }
    const scripted = Object.entries(packagesOf('package-lock.json')).filter(([, entry]) => entry.hasInstallScript)
    const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(names.filter((name) => !(name in allowScripts) && name !== 'fsevents')).toEqual([])
  })
})
