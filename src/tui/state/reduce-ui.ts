/** Every change of the view's state, purely. What needs the list or the session is worked out by the caller and comes as data. */
import { typedText, type Typed } from '../parts/edit-text.ts'
import type { FaultForm, Layout, Note, Overlay, Prompt, PromptKind, Size, Ui } from './ui.ts'
import type { Sort } from '../list/sort.ts'
import type { ThemeName } from '../theme/theme.ts'

export type UiAction =
  | { type: 'resize'; size: Size }
  | { type: 'cursor'; sequence: number; place: number; top: number }
  | { type: 'follow'; on: boolean }
  | { type: 'sort'; sort: Sort }
  | { type: 'marked-only'; on: boolean }
  | { type: 'layout'; layout: Layout }
  | { type: 'theme'; theme: ThemeName }
  | { type: 'detail'; open: boolean }
  | { type: 'focus'; focus: Ui['focus'] }
  | { type: 'tab'; tab: number }
  | { type: 'scroll'; from: number }
  | { type: 'overlay'; overlay: Overlay | undefined }
  | { type: 'form'; form: Partial<Omit<FaultForm, 'kind'>> }
  | { type: 'prompt'; kind: PromptKind; label: string; text: string; before?: string }
  | { type: 'typed'; typed: Typed; earlier?: number; cycle?: NonNullable<Prompt['cycle']> }
  | { type: 'judged'; problem?: NonNullable<Prompt['problem']>; meaning?: string }
  | { type: 'prompt-closed'; keep?: string }
  | { type: 'filter'; text: string }
  | { type: 'intercept'; text: string; on: boolean }
  | { type: 'search'; text: string }
  /** `at` = when it was said, for what is to be read later, too. */
  | { type: 'note'; note: Note | undefined; at?: number }
  /** For the log alone. */
  | { type: 'told'; text: string; at: number }
  | { type: 'take'; id: string | undefined }
  | { type: 'closing' }

/** Lines kept of each prompt. */
const keptLines = 200

/** Remarks kept for the log. */
const keptNotes = 100

export function reduceUi(ui: Ui, action: UiAction): Ui {
  switch (action.type) {
    case 'resize':
      return { ...ui, size: action.size }
    case 'cursor':
      return moveCursor(ui, action)
    case 'follow':
      return { ...ui, follow: action.on }
    case 'sort':
      return { ...ui, sort: action.sort }
    case 'marked-only':
      return { ...ui, markedOnly: action.on }
    case 'layout':
      return { ...ui, layout: action.layout }
    case 'theme':
      return { ...ui, theme: action.theme }
    case 'detail':
      return { ...ui, detail: { ...ui.detail, open: action.open, from: 0 }, focus: action.open ? 'detail' : 'list' }
    case 'focus':
      return { ...ui, focus: action.focus }
    case 'tab':
      return { ...ui, detail: { ...ui.detail, tab: action.tab, from: 0 } }
    case 'scroll':
      return { ...ui, ...scrolled(ui, Math.max(0, action.from)) }
    case 'overlay':
      return { ...ui, overlay: action.overlay }
    case 'form':
      return ui.overlay?.kind === 'fault' ? { ...ui, overlay: { ...ui.overlay, ...action.form } } : ui
    default:
      return reduceTyping(ui, action)
  }
}

type Typing = Extract<
  UiAction,
  {
    type:
      | 'prompt'
      | 'typed'
      | 'judged'
      | 'prompt-closed'
      | 'filter'
      | 'intercept'
      | 'search'
      | 'note'
      | 'told'
      | 'take'
      | 'closing'
  }
>

function reduceTyping(ui: Ui, action: Typing): Ui {
  switch (action.type) {
    case 'prompt': {
      const { kind, label, text, before = text } = action
      return { ...ui, prompt: { kind, label, typed: typedText(text), before }, note: undefined }
    }
    case 'typed': {
      if (ui.prompt === undefined) return ui
      const { kind, label, before } = ui.prompt
      const { typed, earlier, cycle } = action
      return {
        ...ui,
        prompt: { kind, label, before, typed, ...(earlier !== undefined && { earlier }), ...(cycle && { cycle }) },
      }
    }
    case 'judged': {
      const { problem, meaning } = action
      if (ui.prompt === undefined) return ui
      return { ...ui, prompt: { ...ui.prompt, ...(problem && { problem }), ...(meaning !== undefined && { meaning }) } }
    }
    case 'prompt-closed':
      return { ...ui, prompt: undefined, history: remember(ui, action.keep) }
    case 'filter':
      return { ...ui, filter: action.text }
    case 'intercept':
      return { ...ui, intercept: action.text, interceptOn: action.on }
    case 'search':
      return { ...ui, detail: { ...ui.detail, search: action.text } }
    case 'note':
      return { ...ui, note: action.note, told: told(ui, action) }
    case 'told':
      return { ...ui, told: [...ui.told, { text: action.text, at: action.at }].slice(-keptNotes) }
    case 'take':
      return { ...ui, taken: action.id }
    case 'closing':
      return { ...ui, closing: true }
    default:
      return action satisfies never
  }
}

/** What went wrong, and what was too long for a row. */
function told(ui: Ui, { note, at }: Extract<UiAction, { type: 'note' }>): Ui['told'] {
  if (note === undefined || at === undefined) return ui.told
  const short = note.style !== 'warning' && note.style !== 'serverError' && note.text.length < ui.size.columns - 1
  return short ? ui.told : [...ui.told, { text: note.text, at }].slice(-keptNotes)
}

/** Another row means the detail begins at its top. */
function moveCursor(ui: Ui, { sequence, place, top }: Extract<UiAction, { type: 'cursor' }>): Ui {
  if (sequence === ui.cursor && place === ui.place && top === ui.top) return ui
  const detail = sequence === ui.cursor ? ui.detail : { ...ui.detail, from: 0 }
  return { ...ui, cursor: sequence, place, top, detail }
}

/** What is scrolled is what lies on top. */
function scrolled(ui: Ui, from: number): Partial<Ui> {
  const { overlay } = ui
  if (overlay === undefined) return { detail: { ...ui.detail, from } }
  return 'from' in overlay ? { overlay: { ...overlay, from } } : {}
}

function remember(ui: Ui, line: string | undefined): Ui['history'] {
  const kind = ui.prompt?.kind
  if (kind === undefined || line === undefined || line.trim() === '') return ui.history
  const before = (ui.history[kind] ?? []).filter((other) => other !== line)
  return { ...ui.history, [kind]: [...before, line].slice(-keptLines) }
}
