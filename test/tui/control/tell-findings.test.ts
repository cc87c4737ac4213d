import { expect, test } from 'vitest'
import { tellFindings } from '../../../src/tui/control/tell-findings.ts'
import { createTestApp } from '../../support/tui.ts'

test('all of it is in the log, the first of it in the last row', async () => {
  const app = createTestApp()
  tellFindings(app, { problems: ['/v.json:2: one', '/v.json:3: two'], changes: ['/v.json:4: j is taken'] })
  expect(app.screen()).toMatch(/\/v\.json:2: one \(1 more: E shows them\)$/)
  await app.press('E')
  expect(app.screen()).toMatch(/v\.json:2: one\n.*v\.json:3: two\n.*v\.json:4: j is taken/)
})

test('what is only different is in the log and nowhere else', async () => {
  const app = createTestApp()
  tellFindings(app, { problems: [], changes: ['/v.json:4: j is taken'] })
  expect(app.ui.note).toBeUndefined()
  await app.press('E')
  expect(app.screen()).toContain('j is taken')
})
