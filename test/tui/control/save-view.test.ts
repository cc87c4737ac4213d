import { expect, test } from 'vitest'
import { createTestApp } from '../../support/tui.ts'

function begin(text: string | undefined) {
  const disk = { text }
  const file = { path: '/v.json', read: async () => disk.text, write: async (now: string) => void (disk.text = now) }
  return { disk, app: createTestApp({ source: { file } }) }
}

test('layout, theme, order and filter are kept; what somebody wrote in the file stays', async () => {
  const { disk, app } = begin(undefined)
  disk.text = '{"keys":{"replay":"R"},"colour":"red"}'
  await app.run('layout full')
  await app.run('filter ~e')
  await app.run('save-view')
  expect(JSON.parse(disk.text)).toEqual({
    keys: { replay: 'R' },
    colour: 'red',
    theme: 'dark',
    layout: 'full',
    sort: { column: 'time', descending: false },
    filter: '~e',
  })
  expect(app.ui.note).toEqual({ text: 'kept in /v.json', style: 'ok' })
})

test('a file that cannot be read is not written over', async () => {
  const broken = '{\n  "keys": { "replay": "R", }\n}'
  const { disk, app } = begin(broken)
  await app.run('save-view')
  expect(disk.text).toBe(broken)
  expect(app.ui.note).toMatchObject({
    text: expect.stringMatching(/^\/v\.json:2:28: Expected JSON, .*nothing was written\.$/),
    style: 'serverError',
  })
})
