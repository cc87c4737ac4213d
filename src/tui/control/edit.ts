/** Editing in the user's editor: a request to be sent, something that waits, or a rule. */
import { MiddleboxError } from '../../model/errors.ts'
import type { Paused } from '../../model/paused.ts'
import type { App } from './app.ts'
import { type Editing, editAnd } from './editing.ts'
import { readsMade } from './journey.ts'
import { messageText, noMessage, readMessageText, readPlainText } from './message-text.ts'
import { pausedToEdit, requestToEdit, textOf } from './message-to-edit.ts'

/** What waits is changed and goes on; anything else is sent again as it was edited. */
export async function editSelected(app: App): Promise<void> {
  const { overlay } = app.ui
  const all = app.source.paused()
  const row = app.selectedRow()
  const paused = overlay?.kind === 'paused' ? all[overlay.index] : all.find((one) => one.exchange === row?.id)
  if (paused !== undefined) return paused.at === 'message' ? editMessage(app, paused) : editPaused(app, paused)
  const exchange = app.selected()
  if (exchange === undefined) return app.say('nothing is selected that can be edited')
  const before = await requestToEdit(exchange)
  await send(app, { about: exchange.id, text: messageText(before), ...http }, (edited) => ({
    ...readMessageText(edited, before),
    exchange: exchange.id,
  }))
}

const http = { extension: '.http', remark: '#' }

const newRequest = 'GET http://middlebox.test/echo\nAccept: */*\n\n'

export function editNew(app: App): Promise<void> {
  return send(app, { about: 'a new request', text: newRequest, ...http }, (edited) =>
    readMessageText(edited, noMessage),
  )
}

async function send(app: App, editing: Editing, read: (edited: string) => object): Promise<void> {
  let made: unknown
  const sent = await editAnd(app, editing, async (edited) => {
    made = await app.source.commands.run('send', { ...read(edited) })
  })
  if (sent && !readsMade(app, made)) app.say('sent', 'ok')
}

async function editPaused(app: App, paused: Paused): Promise<void> {
  const before = await pausedToEdit(paused)
  // A request whose client leaves meanwhile can still be sent, as that of any exchange.
  const about = paused.at === 'request' ? paused.exchange : `${paused.exchange} response`
  await release(app, paused, { about, text: messageText(before), ...http }, (edited) => readMessageText(edited, before))
}

/** Of a WebSocket: all of the text is content. */
async function editMessage(app: App, paused: Paused): Promise<void> {
  const data = paused.message?.data ?? new Uint8Array()
  const before = textOf(data)
  if (before === undefined)
    throw new MiddleboxError(
      'usage',
      `Expected a message that is text to edit, got ${data.length} other bytes.`,
      'The command edit takes them as base64.',
    )
  await release(app, paused, { about: `${paused.id} message`, text: before, extension: '.txt' }, (edited) => {
    const body = readPlainText(edited, before)
    return body === '' ? { empty: true } : { body }
  })
}

async function release(app: App, paused: Paused, editing: Editing, read: (edited: string) => object): Promise<void> {
  const { id } = paused
  const done = await editAnd(app, editing, async (edited) => {
    try {
      await app.source.commands.run('edit', { id, ...read(edited), resume: true })
    } catch (error) {
      throw error instanceof MiddleboxError && error.code === 'not_found' ? tooLate(app, paused, edited) : error
    }
  })
  if (done) app.say('edited, and on its way', 'ok')
}

/** It left the desk while it was edited. What was typed is not lost: a request can be sent anew, the rest is shown. */
function tooLate(app: App, { exchange, at }: Paused, typed: string): MiddleboxError {
  const how =
    app.source.store.get(exchange)?.outcome === 'client_abort' ? 'its client has gone' : 'it went on meanwhile'
  if (at === 'request')
    return new MiddleboxError(
      'not_found',
      `Expected it to wait still, but ${how}.`,
      'e has your text, to be sent anew.',
    )
  app.dispatch({ type: 'overlay', overlay: { kind: 'text', title: 'What you typed', text: typed, from: 0 } })
  return new MiddleboxError('not_found', `Expected it to wait still, but ${how}.`, 'What you typed is shown above.')
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
  const text = `${JSON.stringify(before, null, 2)}\n`
  const editing: Editing = { about: `rule ${name ?? ''}`, text, extension: '.json', remark: '//' }
  await editAnd(app, editing, async (edited) => {
    const rule = readJson(edited.replace(/^(?:\/\/[^\n]*\r?\n)+/, ''))
    if (what === 'add') await app.source.commands.run('rule-add', { rule })
    else await app.source.commands.run('rule-replace', { name, rule })
    app.forgetRules()
  })
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
      'Nothing was changed; the same key opens it again.',
    )
  }
}
