/** The keys that tabs take for themselves, for help and docs: they are about what is shown, so no line can be typed for them. */

export type TabKey = { readonly keys: readonly string[]; readonly tabs: string; readonly summary: string }

export const tabKeys: readonly TabKey[] = [
  { keys: ['v'], tabs: 'Request, Response, Messages', summary: 'show the body by another view' },
  { keys: ['enter', 'space'], tabs: 'Request, Response', summary: 'fold the row under the cursor, or unfold it' },
  { keys: ['o'], tabs: 'Diff, comparison', summary: 'only changes that matter, or all' },
  { keys: ['}', '{'], tabs: 'Diff, comparison', summary: 'more or less of what did not change' },
  { keys: [']', '['], tabs: 'Diff', summary: 'the next or previous leg, where there are more than two' },
  { keys: ['enter'], tabs: 'Messages', summary: 'open the message; q goes back to the list' },
  { keys: ['G'], tabs: 'Messages', summary: 'to the newest, and follow' },
]
