/** Editing in the user's editor: a request to be sent, something that waits, or a rule. */
import { MiddleboxError } from '../../model/errors.ts'
import type { App } from './app.ts'
import { pausedText, readMessageText, requestText } from './message-text.ts'

/** The text after it was edited; undefined when nothing was changed. */
async function edited(app: App, text: string, extension: string): Promise<string | undefined> {
  let result: string | undefined
  await app.doors.suspend(async () => {
    result = await app.source.edit(text, extension)
  })
  if (result === undefined) app.say('nothing was changed, nothing was sent')
  return result
}

/** What waits is changed and goes on; anything else is sent again as it was edited. */
export async function editSelected(app: App): Promise<void> {
  const { overlay } = app.ui
  const all = app.source.paused()
  const row = app.selectedRow()
  const paused = overlay?.kind === 'paused' ? all[overlay.index] : all.find((one) => one.exchange === row?.id)
  if (paused !== undefined) {
    const before = pausedText(paused)
    const result = await edited(app, before, '.http')
    if (result === undefined) return
    const change = paused.at === 'message' ? { body: result } : readMessageText(result, before)
    await app.source.commands.run('edit', { id: paused.id, ...change, resume: true })
    return app.say('edited, and on its way', 'ok')
  }
  const exchange = app.selected()
  if (exchange === undefined) return app.say('nothing is selected that can be edited')
  await sendEdited(app, requestText(exchange), exchange.id)
}

const newRequest = 'GET http://middlebox.test/echo\nAccept: */*\n\n'

export function editNew(app: App): Promise<void> {
  return sendEdited(app, newRequest)
}

async function sendEdited(app: App, before: string, exchange?: string): Promise<void> {
  const result = await edited(app, before, '.http')
  if (result === undefined) return
  await app.source.commands.run('send', {
    ...readMessageText(result, before),
    ...(exchange !== undefined && { exchange }),
  })
  app.say('sent', 'ok')
}

const newRule = { name: 'new', match: '~d example.test', do: [{ fault: { latency: { latency: 800 } } }] }

/** What `rule-list` tells of a rule besides the rule. */
const told = new Set(['source', 'place', 'explanation', 'matched', 'acted'])

/** A rule as JSON, as `rule-list` gives it and `rule-add` takes it. */
export async function editRule(app: App, what: 'add' | 'edit'): Promise<void> {
  const { overlay } = app.ui
  const name = overlay?.kind === 'rules' ? app.rules()[overlay.index]?.definition.name : undefined
  if (what === 'edit' && name === undefined)
    throw new MiddleboxError('usage', 'Expected a selected rule, got none.', 'n writes a new one.')
  const before = what === 'add' ? newRule : await ruleNamed(app, name!)
  const result = await edited(app, `${JSON.stringify(before, null, 2)}\n`, '.json')
  if (result === undefined) return
  const rule = readJson(result)
  if (what === 'add') await app.source.commands.run('rule-add', { rule })
  else await app.source.commands.run('rule-replace', { name, rule })
  app.forgetRules()
}

async function ruleNamed(app: App, name: string): Promise<object> {
  const rules = (await app.source.commands.run('rule-list', {})) as Record<string, unknown>[]
  const rule = rules.find((one) => one['name'] === name) ?? {}
  return Object.fromEntries(Object.entries(rule).filter(([key]) => !told.has(key)))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new MiddleboxError(
      'usage',
      `Expected a rule as JSON, got ${(error as Error).message}.`,
      'Nothing was changed.',
    )
  }
}
