import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyHere } from '../../src/cli/clipboard.ts'
import { makeTemporaryDirectory, readText, writeAtomic } from '../../src/kit/files.ts'

/** A folder with one program, which keeps what it reads. */
async function withProgram(name: string, script: string) {
  const folder = await makeTemporaryDirectory()
  const program = join(folder.path, name)
  await writeAtomic(program, `#!/bin/sh\n${script}\n`)
  await chmod(program, 0o755)
  return {
    ...folder,
    PATH: `${folder.path}:${process.env['PATH']}`,
    copied: () => readText(join(folder.path, 'copied')),
  }
}

test.each([
  ['wl-copy', { WAYLAND_DISPLAY: 'w' }, 'linux', 'cat > "$(dirname "$0")/copied"'],
  ['pbcopy', {}, 'darwin', 'cat > "$(dirname "$0")/copied"'],
  ['tmux', { TMUX: '/t' }, 'linux', 'cat "$3" > "$(dirname "$0")/copied"'],
])('%s', async (name, env, platform, script) => {
  await using folder = await withProgram(name, script)
  expect(await copyHere("it's\n", { ...env, PATH: folder.PATH }, platform)).toBe(true)
  expect(await folder.copied()).toBe("it's\n")
})

test('a program that fails, or none, is no clipboard', async () => {
  await using folder = await withProgram('xsel', 'exit 1')
  expect(await copyHere('a', { DISPLAY: ':0', PATH: folder.path }, 'linux')).toBe(false)
  expect(await copyHere('a', { PATH: folder.PATH }, 'linux')).toBe(false)
})
