/** The reference page of the filter language, from the table of atoms in src/filter. */
import { spellAtom } from '../../src/cli/commands/help/filters.ts'
import { atoms, compileFilter, type Atom } from '../../src/filter/index.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

const phase = (atom: Atom) => (typeof atom.phase === 'string' ? atom.phase : 'depends on the word')
const row = (atom: Atom) =>
  `| \`${cell(spellAtom(atom))}\` | ${cell(atom.help)} | ${phase(atom)} | \`${cell(atom.example)}\` |`
const table = (from: Atom['from']) =>
  atoms
    .filter((atom) => atom.from === from)
    .map(row)
    .join('\n')

const examples = [
  '~d payments & ~m POST',
  '~c 4xx | ~c 5xx',
  'api !~a',
  '~dur >2s ~t json',
  '(~stripped ^via$ | ~added ^via$) & !~e',
]

export function renderFilters(): string {
  return `<!-- Written by "npm run docs" from src/filter/atoms.ts. -->

# Filters

One language says which exchanges are meant: to the list and its searches, \`--view\`, \`--intercept\`, rules, mocks, faults and
commands. It is mitmproxy's, with atoms of our own.

| filter | meaning |
| --- | --- |
${examples.map((text) => `| \`${cell(text)}\` | ${cell(compileFilter(text).explain())} |`).join('\n')}

## How it is read

- A word alone is searched in the URL: \`api\` is \`~u api\`. Blank text matches everything.
- \`!\` binds closest, then \`&\`, then \`|\`; parentheses group. Two terms side by side are joined by \`&\`.
- An operator stands apart or before a term. Inside a word it belongs to the word: \`a=1&b=2\` is one pattern.
- A pattern with blanks, quotes, parentheses or a tilde goes in \`"\` or \`'\`. In quotes, \`\\\` takes the meaning from quotes
  and from itself; before anything else it stays, so \`"\\d+"\` and \`"\\\\d+"\` are both digits.
- An unknown atom or a broken pattern is an error that names the column.

## Atoms of mitmproxy

| atom | matches | known from | example |
| --- | --- | --- | --- |
${table('mitmproxy')}

## Atoms of Middlebox

| atom | matches | known from | example |
| --- | --- | --- | --- |
${table('middlebox')}

OP is one of \`= != > >= < <=\`; none means \`=\`. A comparison with something not known (no status yet, still running) is
never true, not even with \`!=\`; \`!~c 200\` is, as long as the status is not 200. Where words are listed, several may be
given, as in \`~proto ws|sse\`.

Heads are those on the client's side: the request as the client sent it, the response as it got it. Opaque tunnels answer
to \`~tcp ~all ~e ~d ~u ~dst ~src ~dur ~size\`, failed TLS handshakes to \`~tlserr ~all ~e ~d ~u ~dst ~src\`; to every
other atom they say no.

## When it is known

A filter can be decided from the latest phase its atoms need: connection, request-head, request-body, response-head,
response-body, end. Lists and searches use what is known so far and ask again as more arrives.

## Regular expressions

They are JavaScript's. Letters match in either case, unless \`MIDDLEBOX_CASE_SENSITIVE_FILTERS=1\` (or mitmproxy's
\`MITMPROXY_CASE_SENSITIVE_FILTERS=1\`) is set. In \`~h ~hq ~hs ~comment ~meta\`, \`^\` and \`$\` match at every line; in
\`~b ~bq ~bs\`, \`.\` matches line ends too.

- Of Python's syntax, \`(?P<n>…)\`, \`(?P=n)\`, \`(?#…)\`, \`\\A\`, \`\\Z\`, \`\\a\`, \`\\UXXXXXXXX\`, \`{,n}\`, leading \`(?i)\`, \`(?m)\`, \`(?s)\`
  and groups such as \`(?i:…)\` are understood. Possessive repetitions, atomic and conditional groups and \`(?x)\` are refused.
- Header fields and bodies are searched as UTF-8 and as bytes: \`\\xff\` is a byte, \`é\` a letter.
- Bodies are searched decoded, as far as they are kept, and at most their first MiB.
- No pattern can stall the proxy. Most are searched in linear time. Those with look-around, references, \`\\p{…}\` or counts
  over 16 see a shorter part of the text the more repetitions they have, and are refused with a repetition inside another.

## What differs from mitmproxy

- \`a | b c\` is \`a | (b & c)\` here. mitmproxy reads \`(a | b) & c\`, and knows no terms side by side in parentheses.
- In its quotes a backslash is dropped before any character; here only before quotes and backslashes.
- \`~q)\`, \`~q&\` and the like need a blank in mitmproxy after the atom; here they do not.
- \`~c\` takes classes and comparisons; \`~dst\` also tries the address connected to; \`~d\` and \`~u\` also match opaque tunnels.
- \`~udp\` and \`~dns\` are read and match nothing.
`
}
