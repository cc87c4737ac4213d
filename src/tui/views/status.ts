/** The last row: what is being typed, else what was just said, else the most useful keys here. What is longer takes rows above it. */
import { sanitize } from '../../kit/sanitize.ts'
import { widthOf } from '../../kit/width.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { shownKey } from '../keys/key.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth, spread } from '../parts/spread.ts'
import { typedWindow } from '../parts/typed-window.ts'
import type { Prompt, Size } from '../state/ui.ts'
import { contextOf, selectedRow, type Scene } from './scene.ts'

/** `above` is for what does not fit into the row, or beside the line being typed. */
export type StatusRow = { readonly line: Line; readonly cursor?: number; readonly above?: readonly Line[] }

export function statusRow(scene: Scene): StatusRow {
  const { ui } = scene
  if (ui.prompt !== undefined) return promptRow(ui.prompt, ui.size)
  if (ui.overlay?.kind === 'confirm') return questionRow(ui.overlay.question, ui.size)
  if (ui.closing)
    return { line: [[' Ending: what runs may finish. ', 'warning'], ['Q', 'key'], [' again ends at once']] }
  if (ui.note !== undefined) {
    return above(wrapLine([[sanitize(ui.note.text), ui.note.style]], ui.size.columns - 2).slice(0, mostRows))
  }
  const held = pausedCount(scene)
  const taken = held.length === 0 ? 0 : lineWidth(held.flat()) + 1
  return { line: spread(bar(scene, taken), held, ui.size.columns) }
}

/** Rows of one remark: all of it is in the log. */
const mostRows = 4

const answers: Line = [['n', 'key'], [' no  '], ['y', 'key'], [' yes']]

/** The answers stand behind the question, or below it: they are never cut. */
function questionRow(question: string, { columns }: Size): StatusRow {
  const rows = wrapLine([[`${sanitize(question)} `, 'warning']], columns - 2)
  const last = rows.at(-1)!
  return above(
    lineWidth([...last, ...answers]) < columns ? [...rows.slice(0, -1), [...last, ...answers]] : [...rows, answers],
  )
}

/** The last of the rows in the place of the bar, the others above it. */
function above(rows: readonly Line[]): StatusRow {
  const set = rows.map((line): Line => [[' '], ...line])
  return { line: set.at(-1)!, above: set.slice(0, -1) }
}

function promptRow({ label, typed, problem, meaning }: Prompt, size: Size): StatusRow {
  const start = ` ${label}`
  const window = typedWindow(typed, size.columns - widthOf(start))
  const shown = sanitize(window.shown)
  const line: Span[] = [[start, 'accent']]
  const at = problem?.column === undefined ? -1 : problem.column - window.from
  if (at < 0) line.push([shown])
  else line.push([shown.slice(0, at)], [shown.slice(at, at + 1) || ' ', 'match'], [shown.slice(at + 1)])
  const remark: Span =
    problem === undefined ? [sanitize(meaning ?? ''), 'dim'] : [sanitize(problem.message), 'serverError']
  const cursor = widthOf(start) + window.cursor
  if (remark[0] === '') return { line, cursor }
  const fits = lineWidth(line) + widthOf(remark[0]) + 3 <= size.columns
  if (fits) return { line: [...line, ['   '], remark], cursor }
  const rows = wrapLine([remark], size.columns - 2).slice(0, mostRows)
  return { line, cursor, above: rows.map((row): Line => [[' '], ...row]) }
}

/** Lines of keys that stay however narrow it is: how to get on, and how to get out. */
const lasting: ReadonlySet<string> = new Set(['tab next', 'search', 'back', 'field none', 'command', 'help'])

/** Over the list, the first thing to know is how to get back to it. */
const waysBack: ReadonlySet<string> = new Set(['back', 'field none'])

/** Lines that need something to act on. */
const onExchange: ReadonlySet<string> = new Set(['replay', 'edit', 'mock-from', 'copy curl', 'compare'])
const onPaused: ReadonlySet<string> = new Set(['resume', 'drop'])

/** As many as fit, in the order of the keymap; the way back from what lies over the list, and what is paused, before the others. */
function bar(scene: Scene, held: number): Line {
  const { ui, keymap, source } = scene
  const context = contextOf(ui)
  const row = context === 'list' || context === 'detail' ? selectedRow(scene) : undefined
  const waits = row !== undefined && source.paused().some(({ exchange }) => exchange === row.id)
  const counts = (line: string) => {
    if (context === 'field') return line === 'field none' || !(lasting.has(line) || line === 'quit')
    // There `Q` would be taken for the way back.
    if (context !== 'list' && context !== 'detail') return line !== 'quit'
    if (line === 'back') return context === 'detail'
    if (onPaused.has(line)) return waits
    return line === 'open' ? row !== undefined : !onExchange.has(line) || row?.type === 'exchange'
  }
  const pieces = keymap
    .of(context)
    // Of a line that counts here and everywhere the first will do.
    .filter(({ line }, at, all) => all.findIndex((one) => one.line === line) === at)
    .flatMap(({ keys, bar: word, line }) =>
      word === undefined || !counts(line) ? [] : [{ line, spans: piece(keys[0]!, word) }],
    )
  const first = pieces.filter(({ line }) => (waits ? onPaused.has(line) : context !== 'detail' && waysBack.has(line)))
  const ordered = [...first, ...pieces.filter((one) => !first.includes(one))]
  const always = ordered.filter(({ line }) => lasting.has(line))
  // One column is before the first; the two blanks behind the last one are not needed.
  let room = ui.size.columns - 1 + 2 - held - lineWidth(always.flatMap(({ spans }) => spans))
  const shown = ordered.filter(({ line, spans }) => {
    if (lasting.has(line)) return true
    if (lineWidth(spans) > room) return false
    room -= lineWidth(spans)
    return true
  })
  const last = shown.filter(({ line }) => line === 'command' || line === 'help')
  const spans = [...shown.filter((one) => !last.includes(one)), ...last].flatMap((one) => one.spans)
  return [[' '], ...spans.map(([text, style], at): Span => [at === spans.length - 1 ? text.trimEnd() : text, style!])]
}

function piece(key: string, word: string): Span[] {
  return [
    [shownKey(key), 'key'],
    [` ${word}  `, 'dim'],
  ]
}

/** How many wait, with the key that shows them. */
function pausedCount({ source, ui, keymap }: Scene): Line[] {
  const held = source.paused().length
  const context = contextOf(ui)
  if (held === 0 || context === 'field') return []
  const key = context === 'paused' ? undefined : keymap.keyOf(context, 'paused')
  const count: Span = [`‖ ${held} paused `, 'warning']
  return [key === undefined ? [count] : [count, [key, 'key'], [' ']]]
}
