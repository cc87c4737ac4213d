/** The keys as data: what each does where. A key runs a line of the `:` prompt, so whatever a key does can be typed, too. mitmproxy's keys where it has them. */

/** Where a key counts. `view` is what can be scrolled: help, log, a comparison; in a `field` other keys are typed. */
export type Context = 'everywhere' | 'list' | 'detail' | 'rules' | 'paused' | 'menu' | 'fault' | 'field' | 'view'

export type Binding = {
  readonly context: Context
  readonly keys: readonly string[]
  /** The line of the prompt. */
  readonly line: string
  /** What it does, as a phrase; verbs and commands have their own summary, which this one narrows. */
  readonly summary: string
  /** A word for the last line of the screen, where it is among the most useful. */
  readonly bar?: string
}

const everywhere = (keys: readonly string[], line: string, summary: string, bar?: string): Binding =>
  binding('everywhere', keys, line, summary, bar)
const list = (keys: readonly string[], line: string, summary: string, bar?: string): Binding =>
  binding('list', keys, line, summary, bar)
const detail = (keys: readonly string[], line: string, summary: string, bar?: string): Binding =>
  binding('detail', keys, line, summary, bar)
const rules = (keys: readonly string[], line: string, summary: string, bar?: string): Binding =>
  binding('rules', keys, line, summary, bar)
const paused = (keys: readonly string[], line: string, summary: string, bar?: string): Binding =>
  binding('paused', keys, line, summary, bar)

function binding(context: Context, keys: readonly string[], line: string, summary: string, bar?: string): Binding {
  return { context, keys, line, summary, ...(bar !== undefined && { bar }) }
}

/** The ways to move, in everything that has lines. */
const moves = (context: Context): Binding[] => [
  binding(context, ['j', 'down'], 'move down', 'down'),
  binding(context, ['k', 'up'], 'move up', 'up'),
  binding(context, ['ctrl-f', 'pagedown'], 'move page-down', 'a page down'),
  binding(context, ['ctrl-b', 'pageup'], 'move page-up', 'a page up'),
  binding(context, ['g', 'home'], 'move first', 'to the first'),
  binding(context, ['G', 'end'], 'move last', 'to the last'),
]

/** On the selected exchange, in the list and in its detail. */
const exchangeKeys: readonly Binding[] = (['list', 'detail'] as const).flatMap((context): Binding[] => [
  binding(context, ['r'], 'replay', 'send the request again', 'replay'),
  binding(context, ['e'], 'edit', 'edit it in $EDITOR and send it', 'edit'),
  binding(context, ['s'], 'mock-from', 'make a mock from it', 'mock'),
  binding(context, ['!'], 'faults', 'inject a fault', 'fault'),
  binding(context, ['i'], 'intercept', 'pause what matches a filter', 'break'),
  binding(context, ['I'], 'intercept-toggle', 'switch the breakpoint off and on'),
  binding(context, ['c'], 'copy curl', 'copy it as a curl line', 'curl'),
  binding(context, ['x'], 'copy', 'copy it in another form'),
  binding(context, ['y'], 'copy url', 'copy its URL'),
  binding(context, ['t'], 'compare', 'take it, then t on another: compare the two', 'compare'),
  binding(context, ['a'], 'resume', 'let it go, when it is paused', 'resume'),
  binding(context, ['A'], 'resume-all', 'let all go that are paused'),
  binding(context, ['X'], 'drop', 'end it, when it is paused', 'drop'),
  binding(context, ['D'], 'duplicate', 'put a copy of it on the list'),
  binding(context, ['d'], 'delete', 'take it off the list'),
  binding(context, ['m'], 'mark', 'mark it, or take the mark off'),
  binding(context, [';'], 'comment', 'write a comment on it'),
  binding(context, ['b'], 'save-body', 'save the body of the answer'),
])

export const bindings: readonly Binding[] = [
  ...moves('list'),
  list(['space'], 'move page-down', 'a page down'),
  list(['enter'], 'open', 'open it', 'open'),
  list(['/', 'f'], 'filter', 'show only what matches a filter', 'filter'),
  ...exchangeKeys,
  list(['F'], 'follow', 'stay at the newest, or stop that'),
  list(['M'], 'marked-only', 'only what is marked, or all'),
  list(['U'], 'unmark-all', 'take all marks off'),
  list(['o'], 'order', 'order by another column'),
  list(['v'], 'reverse', 'the other way round'),
  list(['N'], 'next-failed', 'to the next that failed'),
  list(['n'], 'new', 'write a request in $EDITOR and send it'),
  list(['z'], 'clear', 'forget everything'),
  list(['Z'], 'purge', 'forget what is not shown'),
  list(['w'], 'save-har', 'save what is shown as HAR'),
  list(['L'], 'load-har', 'load a HAR'),
  list(['tab'], 'focus', 'to the detail and back'),

  ...moves('detail'),
  detail(['tab'], 'focus', 'to the list and back; where only the detail is seen, the next tab'),
  detail([']', 'right', 'l'], 'tab next', 'the next tab', 'tabs'),
  detail(['[', 'left', 'h', 'shift-tab'], 'tab previous', 'the tab before'),
  ...['1', '2', '3', '4', '5', '6', '7'].map((key) => detail([key], `tab ${key}`, `tab ${key}`)),
  detail(['space'], 'next', 'the next exchange'),
  detail(['p'], 'previous', 'the exchange before'),
  detail(['backspace'], 'original', 'from a replay to what it repeats'),
  detail(['/'], 'search', 'search', 'search'),
  detail(['n'], 'search-next', 'the next match'),
  detail(['N'], 'search-previous', 'the match before'),
  detail(['f'], 'filter', 'show only what matches a filter'),
  detail(['q'], 'back', 'close it', 'back'),

  ...moves('rules'),
  rules(['space', 'enter'], 'rule toggle', 'switch it off or on', 'off/on'),
  rules(['K', 'shift-up'], 'rule up', 'earlier', 'earlier'),
  rules(['J', 'shift-down'], 'rule down', 'later', 'later'),
  rules(['e'], 'rule edit', 'edit it in $EDITOR', 'edit'),
  rules(['d', 'x'], 'rule remove', 'remove it', 'remove'),
  rules(['n', 'a'], 'rule add', 'write a new one in $EDITOR', 'new'),
  rules(['!'], 'faults', 'inject a fault', 'fault'),

  ...moves('paused'),
  paused(['a', 'enter'], 'resume', 'let it go', 'resume'),
  paused(['e'], 'edit', 'edit it and let it go', 'edit'),
  paused(['X', 'x'], 'drop', 'end it', 'drop'),
  paused(['A'], 'resume-all', 'let all go', 'resume all'),

  ...moves('menu'),
  binding('menu', ['enter'], 'choose', 'take it', 'take'),
  ...moves('fault'),
  binding('fault', ['enter'], 'choose', 'inject it', 'inject'),
  binding('fault', ['tab'], 'field next', 'into its fields', 'fields'),
  binding('fault', ['shift-tab'], 'field previous', 'into the last of its fields'),
  binding('field', ['enter'], 'choose', 'inject the fault', 'inject'),
  binding('field', ['tab', 'down'], 'field next', 'the next field', 'next field'),
  binding('field', ['shift-tab', 'up'], 'field previous', 'the field before', 'field before'),
  binding('field', ['esc'], 'field none', 'back to the faults', 'back'),
  ...moves('view'),
  binding('view', ['space'], 'move page-down', 'a page down'),

  everywhere(['u'], 'rule-undo', 'undo the last change of the rules'),
  everywhere(['#'], 'rules', 'the rules'),
  everywhere(['P'], 'paused', 'what is paused'),
  everywhere(['T'], 'throttles', 'slow the network down'),
  everywhere(['E'], 'log', 'the warnings'),
  everywhere(['H'], 'health', 'how the upstreams are'),
  everywhere(['-'], 'layout', 'place the detail otherwise'),
  everywhere([':'], 'command', 'type a command', 'command'),
  everywhere(['?', 'K'], 'help', 'the keys that count here', 'help'),
  everywhere(['C'], 'commands', 'all commands'),
  everywhere(['esc', 'q'], 'back', 'close what is open', 'back'),
  everywhere(['ctrl-l'], 'redraw', 'draw the screen anew'),
  everywhere(['ctrl-z'], 'stop', 'stop, as a shell does; fg goes on'),
  everywhere(['Q', 'ctrl-c'], 'quit', 'end', 'quit'),
]
