/** Rule 3: each power has one home. */
import { describe, expect, test } from 'vitest'
import { factsOf, type Facts } from './facts.ts'
import { powers } from './table.ts'
import { readAll } from './tree.ts'

/** One line per use of a power outside its home. Types give no power, so `import type` is free. */
export function powerBreaches(files: readonly Facts[]): string[] {
  return files.flatMap(({ path, imports, globals }) => {
    const real = imports.filter((entry) => !entry.ours && !entry.typeOnly)
    return powers
      .filter((power) => !power.homes.some((home) => path.startsWith(home)))
      .flatMap((power) => {
        const modules = real.map((entry) => entry.from).filter((name) => power.modules?.test(name))
        const names = real.flatMap((entry) => entry.names.map((name) => `${entry.from}#${name}`))
        const used = [...globals].filter((name) => power.globals?.test(name))
        return [...modules, ...names.filter((name) => power.names?.test(name)), ...used].map(
          (name) =>
            `${path} uses ${name}, and ${power.name} has its home ${power.homes.join(' or ') || 'nowhere'}: ${power.remedy}`,
        )
      })
  })
}

describe('powers', () => {
  test('each stays in its home', () => {
    expect(powerBreaches(readAll('src').map(factsOf))).toEqual([])
  })

  test.each([
    ["import { connect } from 'node:net'", 'sockets'],
    ["import * as http from 'node:http'", 'node:http'],
    ["import forge from 'node-forge/lib/asn1.js'", 'node-forge'],
    ["import { readFile } from 'node:fs/promises'", 'the disk'],
    ["process.getBuiltinModule('node:child_process')", 'child processes'],
    ['setTimeout(run, 1)', 'time'],
    ['const at = new Date()', 'time'],
    ["import { randomBytes } from 'node:crypto'", 'randomness'],
    ['Math.random()', 'randomness'],
    ['process.env.HOME', 'the process'],
    ["import { Command } from 'commander'", 'commander'],
    ["import { Box } from 'ink'", 'React'],
    ['console.log(1)', 'the console'],
  ])('%s is refused in store', (text, power) => {
    const breaches = powerBreaches([factsOf({ path: 'src/store/a.ts', text })])
    expect(breaches).toContainEqual(expect.stringContaining(`${power} has its home`))
  })

  test('types, free modules and given times are allowed', () => {
    const text = "import type { Socket } from 'node:net'\nimport { sign } from 'node:crypto'\nconst at = new Date(5)"
    expect(powerBreaches([factsOf({ path: 'src/store/a.ts', text })])).toEqual([])
  })
})
