import { expect, test } from 'vitest'
import { readScripts } from '../../../src/config/rules/scripts.ts'

test('each script is a rule that takes every request, and its file has to be there', () => {
  const { rules, reading } = readScripts(['/home/a/fix.ts', '/b.js'], '/home')
  expect(rules).toMatchObject([
    { name: '-s a/fix.ts', match: '', do: [{ action: 'script', attributes: { file: '/home/a/fix.ts' } }] },
    { name: '-s /b.js' },
  ])
  expect(reading.paths[0]).toEqual({ path: '/home/a/fix.ts', must: 'file', where: '--script' })
})
