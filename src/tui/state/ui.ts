/** The state of the view: what is open, where the cursor is, what is being typed. Plain data, changed only by `reduceUi`. */
import { byTime, type Sort } from '../list/sort.ts'
import type { Typed } from '../parts/edit-text.ts'
import type { ThemeName } from '../theme/theme.ts'

export type Size = { readonly columns: number; readonly rows: number }

/** `auto` puts the detail below the list or beside it where there is room, and in its place where there is none. */
export const layouts = ['auto', 'below', 'beside', 'full'] as const

export type Layout = (typeof layouts)[number]

export type PromptKind = 'filter' | 'command' | 'intercept' | 'search' | 'comment' | 'field'

export type Prompt = {
  readonly kind: PromptKind
  readonly label: string
  readonly typed: Typed
  /** Which of the earlier lines is shown; absent while a new one is typed. */
  readonly earlier?: number
  /** What was typed before tab put one possible end after the other behind it, and which one stands there. */
  readonly cycle?: { readonly base: string; readonly at: number }
  /** What is wrong with it, and at which column (from 0). */
  readonly problem?: { readonly message: string; readonly column?: number }
  /** What it stands for, in words. */
  readonly meaning?: string
  /** What was there when it was opened, and comes back with esc. */
  readonly before: string
}

/** One line of a menu: what is shown, and the line of the prompt that choosing it runs. */
export type Choice = { readonly label: string; readonly detail?: string; readonly line: string; readonly key?: string }

/** Where the window stood when somebody moved last; absent = at the first line. It moves no further than it must. */
type Scrolled = { readonly top?: number }

/** The form of a fault: its options as text, and the rule's own fields before them. */
export type FaultForm = {
  readonly kind: 'fault'
  /** Which fault, by its place in the list. */
  readonly index: number
  /** 0 is the list of faults, then the fields. */
  readonly field: number
  readonly values: Readonly<Record<string, string>>
  readonly typed: Typed
  readonly problem?: string
} & Scrolled

/** Asked before `line` is run. */
export type Question = {
  readonly kind: 'confirm'
  readonly question: string
  readonly line: string
  /** What it is about, where that could be something else by the time of the answer. */
  readonly ids?: readonly string[]
}

/** What takes the place of the list. */
export type PanelOverlay = Exclude<Overlay, Question>

export type Overlay =
  /** `under` comes back when it is closed. */
  | { readonly kind: 'help'; readonly from: number; readonly context: string; readonly under?: Overlay }
  | ({ readonly kind: 'rules'; readonly index: number } & Scrolled)
  | { readonly kind: 'log'; readonly from: number }
  | { readonly kind: 'health'; readonly from: number }
  /** What a command answered. */
  | { readonly kind: 'text'; readonly title: string; readonly text: string; readonly from: number }
  | ({ readonly kind: 'paused'; readonly index: number } & Scrolled)
  | ({
      readonly kind: 'menu'
      readonly title: string
      readonly choices: readonly Choice[]
      readonly index: number
    } & Scrolled)
  | Question
  | { readonly kind: 'compare'; readonly a: string; readonly b: string; readonly from: number }
  | FaultForm

export type Note = { readonly text: string; readonly style: 'plain' | 'dim' | 'ok' | 'warning' | 'serverError' }

export type Ui = {
  readonly size: Size
  readonly theme: ThemeName
  readonly layout: Layout
  readonly focus: 'list' | 'detail'
  /** The row under the cursor by its sequence, −1 before there is one; and the place it had, for when it goes away. */
  readonly cursor: number
  readonly place: number
  readonly top: number
  readonly follow: boolean
  readonly sort: Sort
  readonly markedOnly: boolean
  readonly filter: string
  readonly intercept: string
  readonly interceptOn: boolean
  readonly detail: { readonly open: boolean; readonly tab: number; readonly from: number; readonly search: string }
  readonly overlay: Overlay | undefined
  readonly prompt: Prompt | undefined
  readonly note: Note | undefined
  /** Remarks that the log still has: what went wrong, and what was long. */
  readonly told: readonly { readonly at: number; readonly text: string }[]
  /** The first of two to compare. */
  readonly taken: string | undefined
  /** Lines typed before, oldest first, by kind of prompt. */
  readonly history: Readonly<Partial<Record<PromptKind, readonly string[]>>>
  /** Whether the end was asked for and is on its way. */
  readonly closing: boolean
}

export function initialUi(size: Size, theme: ThemeName, filter = ''): Ui {
  return {
    size,
    theme,
    layout: 'auto',
    focus: 'list',
    cursor: -1,
    place: 0,
    top: 0,
    follow: true,
    sort: byTime,
    markedOnly: false,
    filter,
    intercept: '',
    interceptOn: false,
    detail: { open: false, tab: 0, from: 0, search: '' },
    overlay: undefined,
    prompt: undefined,
    note: undefined,
    told: [],
    taken: undefined,
    history: {},
    closing: false,
  }
}
