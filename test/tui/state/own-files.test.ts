import { expect, test } from 'vitest'
import { readOwnFiles } from '../../../src/tui/state/own-files.ts'
import { createTestSource } from '../../support/tui.ts'

const fileOf = (path: string, text: string | undefined, written: string[] = []) => ({
  path,
  read: async () => text,
  write: async (line: string) => void written.push(line),
})

test('what is there, and no word where nothing is wrong', async () => {
  const { source } = createTestSource({
    source: { file: fileOf('/v.json', '{"theme":"light"}'), history: fileOf('/h.json', '{"filter":["~d a"]}') },
  })
  const files = await readOwnFiles(source)
  expect(files).toMatchObject({
    settings: { theme: 'light' },
    history: { filter: ['~d a'] },
    problems: [],
    changes: [],
  })
  expect(files.source).toBe(source)
})

test('a broken history is told and not written over', async () => {
  const written: string[] = []
  const { source } = createTestSource({ source: { history: fileOf('/h.json', '{\n"filter": [', written) } })
  const files = await readOwnFiles(source)
  expect(files.history).toEqual({})
  expect(files.problems).toEqual([
    '/h.json:2:12: Expected JSON, got unexpected end of JSON input. What is typed is not kept until it is corrected or removed.',
  ])
  await files.source.history.write('{}')
  expect(written).toEqual([])
})

test('a file that cannot be read is no reason to stop', async () => {
  const refused = { path: '/v.json', read: () => Promise.reject(new Error('EACCES')), write: async () => {} }
  const { source } = createTestSource({ source: { file: refused } })
  const { settings, problems } = await readOwnFiles(source)
  expect([settings, problems]).toEqual([{}, ['/v.json: Expected a file that can be read, got EACCES']])
})

test('keys are for the verbs of the screen and the commands of the session', async () => {
  const text = '{"keys":{"follow":"%","replay":"=","tag x":"+"}}'
  const { source } = createTestSource({ source: { file: fileOf('/v.json', text) } })
  const { settings, problems } = await readOwnFiles(source)
  expect(settings.keys).toEqual({ follow: ['%'], replay: ['='] })
  expect(problems).toEqual(['/v.json:1: keys: Expected a command, got "tag x". Did you mean tab?'])
})
