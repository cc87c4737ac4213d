import { expect, test } from 'vitest'
import { editText } from '../../src/cli/editor.ts'
import { exists } from '../../src/kit/files.ts'

const path = { PATH: process.env['PATH'] }

test('what the editor saved, and the file is gone', async () => {
  const seen = await editText('one', '.http', {
    ...path,
    EDITOR: 'sh -c \'printf "%s" "$0" > "$0"; ls -l "$0" | cut -c1-10 >> "$0"\'',
  })
  const [, file] = /^(\S+\.http)-rw-------/.exec(seen ?? '') ?? []
  expect(file).toMatch(/middlebox\.http$/)
  expect(await exists(file!)).toBe(false)
})

test('VISUAL comes first, and may have arguments', async () => {
  expect(await editText('one', '.txt', { ...path, EDITOR: 'false', VISUAL: 'sed -i s/one/two/' })).toBe('two')
})

test('nothing saved, nothing changed', async () => {
  expect(await editText('one', '.txt', { ...path, EDITOR: 'true' })).toBeUndefined()
})

test('an editor that fails is told', async () => {
  await expect(editText('one', '.txt', { ...path, EDITOR: 'exit 3; true' })).rejects.toThrow(
    'Expected exit 3; true to end well, got code 3.',
  )
})

test('an editor that leaves nothing is told, without the path of our file', async () => {
  await expect(editText('one', '.txt', { ...path, EDITOR: 'rm' })).rejects.toThrow(
    /^Expected rm to leave its file, got none\.$/,
  )
})
