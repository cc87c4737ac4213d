/** The last row: what is being typed, else what was just said, else the most useful keys here. */
import { sanitize } from '../../kit/sanitize.ts'
import { widthOf } from '../../kit/width.ts'
import { shownKey } from '../keys/key.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth, spread } from '../parts/spread.ts'
import type { Prompt } from '../state/ui.ts'
import { contextOf, type Scene } from './scene.ts'

/** `above` is for what does not fit beside the line being typed. */
export type StatusRow = { readonly line: Line; readonly cursor?: number; readonly above?: Line }

export function statusRow(scene: Scene): StatusRow {
  const { ui } = scene
  if (ui.prompt !== undefined) return promptRow(ui.prompt, ui.size.columns)
  if (ui.overlay?.kind === 'confirm')
    return {
      line: [[` ${sanitize(ui.overlay.question)} `, 'warning'], ['y', 'key'], [' yes  '], ['n', 'key'], [' no']],
    }
  if (ui.closing)
    return { line: [[' Ending: what runs may finish. ', 'warning'], ['Q', 'key'], [' again ends at once']] }
  if (ui.note !== undefined) return { line: [[` ${sanitize(ui.note.text)}`, ui.note.style]] }
  return { line: spread(bar(scene), pausedCount(scene), ui.size.columns) }
}

function promptRow({ label, typed, problem, meaning }: Prompt, columns: number): StatusRow {
  const start = ` ${label}`
  const shown = sanitize(typed.text)
  const line: Span[] = [[start, 'accent']]
  if (problem?.column === undefined) line.push([shown])
  else {
    line.push([shown.slice(0, problem.column)])
    line.push([shown.slice(problem.column, problem.column + 1) || ' ', 'match'], [shown.slice(problem.column + 1)])
  }
  const remark: Span =
    problem === undefined ? [sanitize(meaning ?? ''), 'dim'] : [sanitize(problem.message), 'serverError']
  const cursor = Math.min(columns - 1, widthOf(start) + widthOf(sanitize(typed.text.slice(0, typed.at))))
  if (lineWidth(line) + widthOf(remark[0]) + 3 > columns) return { line, cursor, above: [[' '], remark] }
  return { line: [...line, ['   '], remark], cursor }
}

/** As many as fit, in the order of the keymap; how to get help and to type a command always stays. */
function bar({ ui, keymap, source }: Scene): Line {
  const held = source.paused().length > 0 ? pausedWidth : 0
  const pieces = keymap
    .of(contextOf(ui))
    .flatMap(({ keys, bar: word, line }) => (word === undefined ? [] : [{ line, spans: piece(keys[0]!, word) }]))
  const last = pieces.filter(({ line }) => line === 'command' || line === 'help').flatMap(({ spans }) => spans)
  let room = ui.size.columns - 1 - held - lineWidth(last)
  const first = pieces.filter(({ line, spans }) => {
    if (line === 'command' || line === 'help' || lineWidth(spans) > room) return false
    room -= lineWidth(spans)
    return true
  })
  return [[' '], ...first.flatMap(({ spans }) => spans), ...last]
}

/** Columns for `‖ 12 paused`. */
const pausedWidth = 13

function piece(key: string, word: string): Span[] {
  return [
    [shownKey(key), 'key'],
    [` ${word}  `, 'dim'],
  ]
}

function pausedCount({ source }: Scene): Line[] {
  const held = source.paused().length
  return held === 0 ? [] : [[[`‖ ${held} paused `, 'warning']]]
}
