import { expect, test } from 'vitest'
import { trustGuide } from '../../src/origin/guide.ts'
import { pages } from '../../src/origin/pages.ts'

test('every platform has its section', () => {
  const titles = trustGuide('').map(({ title }) => title)
  expect(titles).toEqual([
    ...['One terminal only', 'Linux', 'macOS', 'Windows', 'iOS and iPadOS', 'Android'],
    ...['Firefox', 'Chrome and Edge', 'Java'],
  ])
})

test('every file that a step needs is a page', () => {
  const files = trustGuide('').flatMap(({ steps }) => steps.flatMap(({ file }) => file ?? []))
  expect(files).not.toHaveLength(0)
  for (const file of files) expect(pages.map(({ path }) => path)).toContain(file)
})

test('the port is told to ca env when it must be', () => {
  const commands = (option: string) =>
    trustGuide(option).flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []))
  expect(commands('')).toContain('eval "$(middlebox ca env)"')
  expect(commands(' -p 9000')).toContain('eval "$(middlebox ca env -p 9000)"')
})
