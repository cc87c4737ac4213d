/** Keys while a line is typed: editing, completion, what was typed before; and what the line means while it grows. */
import { editText, insert, typedText, type Typed } from '../parts/edit-text.ts'
import type { Prompt } from '../state/ui.ts'
import type { App } from './app.ts'
import { searchFor } from './browse.ts'
import { breakAt } from './intercept.ts'
import { completions } from './complete.ts'
import { explain } from './explain.ts'
import { runCommand } from './run-command.ts'

export async function promptKey(app: App, key: string): Promise<void> {
  const { prompt } = app.ui
  if (prompt === undefined) return
  switch (key) {
    case 'esc':
    case 'ctrl-c':
    case 'ctrl-g':
      return cancel(app, prompt)
    case 'enter':
      return accept(app, prompt)
    case 'up':
    case 'ctrl-p':
      return recall(app, prompt, 1)
    case 'down':
    case 'ctrl-n':
      return recall(app, prompt, -1)
    case 'tab':
      return prompt.kind === 'command' ? complete(app, prompt) : undefined
    default: {
      const typed = editText(prompt.typed, key)
      if (typed !== undefined) changed(app, typed)
      // Backspace in an empty prompt leaves it, as in vi.
      if (key === 'backspace' && prompt.typed.text === '') cancel(app, prompt)
    }
  }
}

export function promptPaste(app: App, text: string): void {
  if (app.ui.prompt !== undefined) changed(app, insert(app.ui.prompt.typed, text))
}

function changed(app: App, typed: Typed): void {
  app.dispatch({ type: 'typed', typed })
  judge(app)
}

/** A filter counts while it is typed; one that cannot be read yet leaves the last one that could. */
function judge(app: App): void {
  const { prompt } = app.ui
  if (prompt === undefined) return
  const { text } = prompt.typed
  if (prompt.kind === 'filter' || prompt.kind === 'intercept') {
    try {
      const meaning = text.trim() === '' ? 'everything' : app.source.compileFilter(text).explain()
      if (prompt.kind === 'filter') app.setFilter(text)
      app.dispatch({ type: 'judged', meaning })
    } catch (error) {
      app.dispatch({ type: 'judged', problem: problemOf(error) })
    }
  } else if (prompt.kind === 'command') app.dispatch({ type: 'judged', meaning: meaningOf(app, text) })
  else if (prompt.kind === 'search') app.dispatch({ type: 'search', text })
}

/** The column stands in the message: `Expected …, got … at column 4 of the filter …`. */
function problemOf(error: unknown): NonNullable<Prompt['problem']> {
  const message = explain(error)
  const column = / at column (\d+) of the filter .*?(?= |$)/.exec(message)
  const short = message.replace(/ of the filter .*/s, '')
  const hint = /Did you mean .*\?/.exec(message)?.[0]
  return { message: hint === undefined ? short : `${short}. ${hint}`, ...(column && { column: Number(column[1]) - 1 }) }
}

/** What a command does, or how it could go on. */
function meaningOf(app: App, text: string): string {
  const found = completions(app, text)
  if (/\s/.test(text.trim()) || found.length === 0) return ''
  const only = app.source.commands.list.find(({ name }) => name === text.trim())
  if (only !== undefined) return `${Object.keys(only.options).join(' ')}  ${only.summary}`.trim()
  return found.slice(0, 8).join('  ')
}

function cancel(app: App, prompt: Prompt): void {
  app.dispatch({ type: 'prompt-closed' })
  if (prompt.kind === 'filter') app.setFilter(prompt.before)
  if (prompt.kind === 'search') app.dispatch({ type: 'search', text: prompt.before })
}

async function accept(app: App, prompt: Prompt): Promise<void> {
  const { text } = prompt.typed
  if (prompt.problem !== undefined && prompt.kind !== 'command') return
  app.dispatch({ type: 'prompt-closed', keep: text })
  try {
    if (prompt.kind === 'filter') app.setFilter(text)
    else if (prompt.kind === 'intercept') await breakAt(app, text)
    else if (prompt.kind === 'search') searchFor(app, text)
    else if (prompt.kind === 'comment') await runCommand(app, 'comment', text)
    else await app.run(text)
  } catch (error) {
    app.complain(error)
  }
}

/** Earlier lines of this prompt; past the newest comes an empty one. */
function recall(app: App, { kind, earlier = 0 }: Prompt, by: 1 | -1): void {
  const lines = app.ui.history[kind] ?? []
  const next = Math.max(0, Math.min(lines.length, earlier + by))
  if (next === earlier) return
  app.dispatch({ type: 'typed', typed: typedText(next === 0 ? '' : lines.at(-next)!), earlier: next })
  judge(app)
}

/** As far as all that begin so agree; where one is left, the whole of it. */
function complete(app: App, { typed }: Prompt): void {
  const found = completions(app, typed.text.slice(0, typed.at))
  const [first] = found
  if (first === undefined) return
  const common = found.reduce((prefix, one) => {
    let length = 0
    while (length < prefix.length && prefix[length] === one[length]) length++
    return prefix.slice(0, length)
  }, first)
  const whole = found.length === 1 && !common.endsWith('=') ? `${common} ` : common
  changed(app, typedText(whole))
}
