/** Keys while a line is typed: editing, completion, what was typed before; and what the line means while it grows. */
import { editText, insert, typedText, type Typed } from '../parts/edit-text.ts'
import { isKept, writeHistory } from '../state/prompt-history.ts'
import type { Prompt } from '../state/ui.ts'
import { searchedAsText } from '../views/detail.ts'
import type { App } from './app.ts'
import { searchFor } from './browse.ts'
import { breakAt } from './intercept.ts'
import { completed, meaningOf } from './complete.ts'
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
      return complete(app, prompt, 1)
    case 'shift-tab':
      return complete(app, prompt, -1)
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
  } else if (prompt.kind === 'command')
    app.dispatch({ type: 'judged', meaning: meaningOf(app, prompt.cycle?.base ?? text) })
  else if (prompt.kind === 'search') {
    const why = searchedAsText(text)
    app.dispatch({ type: 'search', text })
    app.dispatch({ type: 'judged', meaning: why === undefined ? '' : `as it stands: ${why}` })
  }
}

/** The column stands in the message: `Expected …, got … at column 4 of the filter …`. */
function problemOf(error: unknown): NonNullable<Prompt['problem']> {
  const message = explain(error)
  const column = / at column (\d+) of the filter .*?(?= |$)/.exec(message)
  const short = message.replace(/ of the filter .*/s, '')
  const hint = /Did you mean .*\?/.exec(message)?.[0]
  return { message: hint === undefined ? short : `${short}. ${hint}`, ...(column && { column: Number(column[1]) - 1 }) }
}

function cancel(app: App, prompt: Prompt): void {
  app.dispatch({ type: 'prompt-closed' })
  if (prompt.kind === 'filter') app.setFilter(prompt.before)
  if (prompt.kind === 'search') app.dispatch({ type: 'search', text: prompt.before })
}

async function accept(app: App, prompt: Prompt): Promise<void> {
  const { text } = prompt.typed
  if (prompt.problem !== undefined && prompt.kind !== 'command') {
    // Nobody asked for the part of it that can be read.
    if (prompt.kind === 'filter') app.setFilter(prompt.before)
    return
  }
  app.dispatch({ type: 'prompt-closed', keep: text })
  keepHistory(app, text)
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

/** A line more in the file. Whether that can be written is no matter for whoever types. */
function keepHistory(app: App, line: string): void {
  if (isKept(line)) void app.source.history.write(writeHistory(app.ui.history)).catch(() => {})
}

/** Earlier lines of this prompt; past the newest comes an empty one. */
function recall(app: App, { kind, earlier = 0 }: Prompt, by: 1 | -1): void {
  const lines = app.ui.history[kind] ?? []
  const next = Math.max(0, Math.min(lines.length, earlier + by))
  if (next === earlier) return
  app.dispatch({ type: 'typed', typed: typedText(next === 0 ? '' : lines.at(-next)!), earlier: next })
  judge(app)
}

function complete(app: App, prompt: Prompt, by: 1 | -1): void {
  const next = prompt.kind === 'command' ? completed(app, prompt, by) : undefined
  if (next === undefined) return
  app.dispatch({ type: 'typed', ...next })
  judge(app)
}
