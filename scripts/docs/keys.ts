/** The reference page of the keys, from the keymap and the verbs of the terminal interface. */
import { verbList } from '../../src/tui/control/verb-list.ts'
import { tabKeys, type TabKey } from '../../src/tui/detail/tab-keys.ts'
import { bindings, type Binding, type Context } from '../../src/tui/keys/bindings.ts'

const titles: readonly (readonly [Context, string])[] = [
  ['list', 'In the list'],
  ['detail', 'In the detail'],
  ['rules', 'In the rules (`#`)'],
  ['paused', 'Among what is paused (`P`)'],
  ['menu', 'In menus'],
  ['fault', 'Among the faults (`!`)'],
  ['field', 'In a field of a fault, where all else is typed'],
  ['view', 'While reading help, the log, a comparison'],
  ['everywhere', 'Everywhere, unless the key means something else there'],
]

const cell = (text: string) => text.replaceAll('|', '\\|')
const shown = (key: string) => `\`${key === '`' ? '` ` `' : cell(key)}\``
const row = ({ keys, summary, line }: Binding) =>
  `| ${keys.map(shown).join(' ')} | ${cell(summary)} | \`${cell(line)}\` |`

const tabRow = ({ keys, tabs, summary, line }: TabKey) =>
  `| ${keys.map(shown).join(' ')} | ${tabs.join(', ')} | ${cell(summary)} | \`${line}\` |`

const section = ([context, title]: readonly [Context, string]) => `## ${title}

| key | what it does | line |
| --- | --- | --- |
${bindings
  .filter((binding) => binding.context === context)
  .map(row)
  .join('\n')}
`

const verb = (one: { name: string; argument?: string; summary: string }) =>
  `| \`${one.name}${one.argument === undefined ? '' : ` ${one.argument}`}\` | ${cell(one.summary)} |`

export function renderKeys(): string {
  return `<!-- Written by "npm run docs" from src/tui/keys/bindings.ts. -->

# Keys

The terminal interface has mitmproxy's keys where mitmproxy has them. \`?\` shows the ones that count where you are; every key
runs a line that can be typed after \`:\`. A key whose command this version does not have means nothing.

${titles.map(section).join('\n')}
## In the tabs of the detail

These are about what is shown: they come before the keys above.

| key | in | what it does | line |
| --- | --- | --- | --- |
${tabKeys.map(tabRow).join('\n')}

## Lines

After \`:\` come these, and every command of the session (\`C\` lists them). \`tab\` completes, up and down recall.

| line | what it does |
| --- | --- |
${verbList.map(verb).join('\n')}

## With a screen reader

With \`INK_SCREEN_READER=1\` in the environment nothing is painted: lines are added below each other. Each exchange is one of
them, with its number first. What is typed is a line, with enter at its end: a number selects that exchange (in a menu: that
choice), a key does what it does above, anything else is a line as after \`:\`. \`open\` says the detail, \`tab diff\` a tab of
it, \`move page-down\` what follows, \`back\` closes it. A line that ends with "(type it; an empty line leaves)" asks for text. \`faults\`
numbers the faults and names the fields of the one that is chosen: \`latency=800\` fills one, \`choose\` injects it. \`quit\` ends.

## Your own keys

\`save-view\` keeps theme, layout, order and filter in \`view.json\` in your config directory (\`$XDG_CONFIG_HOME/middlebox\`, else
\`~/.config/middlebox\`). Keys are changed there: a line with its keys, in place of the usual ones. What was typed
in the prompts is in \`history.json\` beside it, without lines that begin with a blank or that name a token, a password or the like.

\`\`\`json
{
  "theme": "light",
  "layout": "below",
  "keys": {
    "replay": "ctrl-r",
    "move down": ["j", "n", "down"],
    "in-tab fold": "space",
    "tag seen": "="
  }
}
\`\`\`

Keys are named as in the tables: a character, \`space\`, \`enter\`, \`esc\`, \`tab\`, \`backspace\`, \`delete\`, \`up\`, \`down\`, \`left\`, \`right\`,
\`pageup\`, \`pagedown\`, \`home\`, \`end\`; \`ctrl-\` before a letter, \`alt-\` before a character, \`ctrl-\` or \`shift-\` before those that move.
A line takes its keys from others where it counts, and no further. \`ctrl-c\` always ends and \`esc\` always closes.

What cannot be meant (a line or a key that does not exist, one key for two lines) is said at the start, with its line in the file;
the log (\`E\`) has all of it, and what was taken from which line. \`save-view\` leaves your keys as they are, and a file that cannot be
read is not written over.
`
}
