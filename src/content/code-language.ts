/** What highlighting needs to know of a language: how its tokens look. Expressions are sticky and linear. */

export type Language = {
  /** Where comments, strings and templates begin, and where they end. The rest of a line is read by `word`. */
  regions: readonly Region[]
  keywords: ReadonlySet<string>
  /** A word: a name, a number, anything that is more than a character. */
  word: RegExp
  /** `/` may begin a regular expression. */
  expressions: boolean
  /** Names before a colon are keys. */
  properties: boolean
}

export type Region = {
  open: string
  close: string
  kind: 'comment' | 'string'
  /** Ends with the line at the latest. */ line: boolean
}

const javascriptWords =
  'as async await break case catch class const continue debugger default delete do else export extends false finally for from function get if import in instanceof let new null of return set static super switch this throw true try typeof undefined var void while with yield'

export const javascript: Language = {
  regions: [
    { open: '//', close: '\n', kind: 'comment', line: true },
    { open: '/*', close: '*/', kind: 'comment', line: false },
    { open: '"', close: '"', kind: 'string', line: true },
    { open: "'", close: "'", kind: 'string', line: true },
    { open: '`', close: '`', kind: 'string', line: false },
  ],
  keywords: new Set(javascriptWords.split(' ')),
  word: /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*/uy,
  expressions: true,
  properties: false,
}

export const css: Language = {
  regions: [
    { open: '/*', close: '*/', kind: 'comment', line: false },
    { open: '"', close: '"', kind: 'string', line: true },
    { open: "'", close: "'", kind: 'string', line: true },
  ],
  keywords: new Set([
    '@media',
    '@import',
    '@font-face',
    '@keyframes',
    '@supports',
    '@layer',
    '@container',
    '!important',
  ]),
  word: /[@!]?-{0,2}[\p{L}_][\p{L}\p{N}_-]*|#[\p{L}\p{N}_-]+|[+-]?\d[\d.]*(?:%|[a-z]+)?/uy,
  expressions: false,
  properties: true,
}

const graphqlWords =
  'query mutation subscription fragment on true false null type input enum interface union scalar schema extend directive'

export const graphql: Language = {
  regions: [
    { open: '"""', close: '"""', kind: 'string', line: false },
    { open: '"', close: '"', kind: 'string', line: true },
    { open: '#', close: '\n', kind: 'comment', line: true },
  ],
  keywords: new Set(graphqlWords.split(' ')),
  word: /[$@]?[A-Za-z_]\w*|-?\d[\d.eE+-]*/uy,
  expressions: false,
  properties: false,
}
