/** The contract of a detail tab: what its row of titles says, and its lines where the window stands. Tabs know nothing of the screen. */
import type { Exchange } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'

/** What a tab is asked for. */
export type TabView = {
  /** First line of the window, and how many fit. */
  readonly from: number
  readonly height: number
  readonly width: number
  /** What is searched for; its matches are marked. */
  readonly search: RegExp | undefined
  /** Epoch ms, for what is still running. */
  readonly now: number
  /**
   * Kept while the same exchange is looked at: opened documents, folds, what was worked out. One for each tab. What is large
   * says so in `bytes`: it goes when there is too much of it.
   */
  readonly memory: Map<string, unknown>
  /** The key that somebody presses for what the tab knows by this usual name; undefined when none is bound. */
  keyOf(this: void, usual: string): string | undefined
  /** Asks for another frame: something that was waited for has come. */
  redraw(): void
}

export type TabPage = {
  /** The lines from `from` on, `height` at most. Not wider than `width`, or they are cut. */
  readonly lines: readonly Line[]
  /** Lines in all, as far as is known; scrolling goes no further. */
  readonly count: number
  /** The line the tab's own cursor is on; absent where there is none. */
  readonly selected?: number
  /** Where the window stands, when the tab follows its end instead of `from`. */
  readonly from?: number
}

export interface DetailTab {
  /** One word in small letters, as typed after `:tab`. */
  readonly name: string
  /** With what is in it: `Diff 4`. */
  title(exchange: Exchange): string
  /** Whether it has anything to say about this exchange; absent = always. */
  fits?(exchange: Exchange): boolean
  page(exchange: Exchange, view: TabView): TabPage
  /** The first line at or after `from` (before it, when `back`) that the search finds; absent = only what is visible is searched. */
  find?(exchange: Exchange, view: TabView, from: number, back: boolean): number | undefined
  /** Keys that mean something here only, such as folding; true when it was one, a number when the window goes to that line. */
  key?(exchange: Exchange, view: TabView, key: string): boolean | number
}

/** Two exchanges side by side or one below the other. */
export interface CompareView {
  page(a: Exchange, b: Exchange, view: TabView): TabPage
  /** Keys that mean something in a comparison only; true when it was one. */
  key(view: TabView, key: string): boolean
}
