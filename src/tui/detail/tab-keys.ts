/**
 * The keys that tabs take for themselves. A tab knows each by its usual name; what somebody presses for it, and the line that
 * stands for it, are the keymap's.
 */

export type TabKey = {
  /** The line of the prompt. */
  readonly line: string
  /** The usual ones; tabs know what is done by these names. */
  readonly keys: readonly string[]
  /** Names of tabs; `comparison` is the one of two exchanges. */
  readonly tabs: readonly string[]
  readonly summary: string
}

const messages = ['request', 'response']
const diffs = ['diff', 'comparison']

export const tabKeys: readonly TabKey[] = [
  { line: 'in-tab view', keys: ['v'], tabs: [...messages, 'messages'], summary: 'show the body by another view' },
  {
    line: 'in-tab fold',
    keys: ['enter'],
    tabs: messages,
    summary: 'fold the row under the cursor, or unfold it',
  },
  { line: 'in-tab only', keys: ['o'], tabs: diffs, summary: 'only changes that matter, or all' },
  { line: 'in-tab more', keys: ['}'], tabs: diffs, summary: 'more of what did not change' },
  { line: 'in-tab less', keys: ['{'], tabs: diffs, summary: 'less of what did not change' },
  { line: 'in-tab next-leg', keys: [']'], tabs: ['diff'], summary: 'the next leg, where there are more than two' },
  {
    line: 'in-tab previous-leg',
    keys: ['['],
    tabs: ['diff'],
    summary: 'the previous leg, where there are more than two',
  },
  { line: 'in-tab message', keys: ['enter'], tabs: ['messages'], summary: 'open the message; q goes back to the list' },
  { line: 'in-tab newest', keys: ['G'], tabs: ['messages'], summary: 'to the newest, and follow' },
]
