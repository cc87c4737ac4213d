/** Helpers that change texts and lists. */
import { Buffer } from 'node:buffer'
import { jsonPath } from './json-path.ts'
import { type Helper, isObject, numberOf, textOf } from './function.ts'

const onText = (name: string, summary: string, change: (text: string) => string): Helper => ({
  name,
  usage: `{{${name} request.query.name}}`,
  summary,
  run: ({ args: [value] }) => change(textOf(value)),
})

export const textHelpers: readonly Helper[] = [
  onText('upper', 'in capital letters', (text) => text.toUpperCase()),
  onText('lower', 'in small letters', (text) => text.toLowerCase()),
  onText('capitalize', 'each word with a capital', (text) =>
    text.replace(/(^|\s)\S/gu, (found) => found.toUpperCase()),
  ),
  onText('trim', 'without the blanks around it', (text) => text.trim()),
  onText('urlEncode', 'percent-encoded', (text) => encodeURIComponent(text.toWellFormed())),
  {
    name: 'base64',
    usage: '{{base64 request.body}}, {{base64 text decode=true}}',
    summary: 'in Base64, or out of it',
    run: ({ args: [value], hash }) =>
      hash['decode'] === true
        ? Buffer.from(textOf(value), 'base64').toString('utf8')
        : Buffer.from(textOf(value)).toString('base64'),
  },
  {
    name: 'replace',
    usage: "{{replace request.path '/' '-'}}",
    summary: 'with each occurrence of one text replaced by another',
    run: ({ args: [value, from, to], budget }) => {
      const [text, what, by] = [textOf(value), textOf(from), textOf(to)]
      if (what === '') return text
      // Judged before it is made.
      const parts = text.split(what)
      if (text.length + parts.length * by.length > 1e8) throw new Error('replace would make too long a text')
      return budget.sized(parts.join(by))
    },
  },
  {
    name: 'substring',
    usage: '{{substring request.body 0 8}}',
    summary: 'the characters from one place to another',
    run: ({ args: [value, from, to] }) =>
      textOf(value).slice(numberOf(from ?? 0, 'substring'), to === undefined ? undefined : numberOf(to, 'substring')),
  },
  {
    name: 'split',
    usage: "{{#each (split request.query.ids ',')}}…{{/each}}",
    summary: 'the parts between separators, as a list',
    run: ({ args: [value, separator] }) => textOf(value).split(textOf(separator ?? ','), 10_000),
  },
  {
    name: 'join',
    usage: "{{join request.query.id ', '}}",
    summary: 'a list as one text',
    run: ({ args: [list, separator] }) =>
      Array.isArray(list) ? list.map(textOf).join(textOf(separator ?? ',')) : textOf(list),
  },
  {
    name: 'size',
    usage: '{{size request.json.items}}',
    summary: 'how many items a list or an object has, or characters a text',
    run: ({ args: [value] }) =>
      Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : textOf(value).length,
  },
  {
    name: 'default',
    usage: "{{default request.query.page '1'}}",
    summary: 'the first value that is there and not empty',
    run: ({ args }) => args.find((value) => textOf(value) !== ''),
  },
  {
    name: 'json',
    usage: '{{json request.json.user}}',
    summary: 'as JSON: quoted and escaped where it is a text',
    run: ({ args: [value] }) =>
      JSON.stringify(typeof value === 'object' && value !== null && !isJson(value) ? textOf(value) : (value ?? null)),
  },
  {
    name: 'jsonPath',
    usage: "{{jsonPath request.body '$.items[0].id'}}",
    summary: 'what a JSONPath finds: names, indexes, *, and ..; several matches are a list',
    run: ({ args: [value, path], hash }) => {
      const found = jsonPath(parsed(value), textOf(path))
      return found === undefined ? hash['default'] : found
    },
  },
]

/** A value of JSON, and not request data that prints itself. */
function isJson(value: object): boolean {
  return isObject(value) || Object.getPrototypeOf(value) === Array.prototype
}

function parsed(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && isJson(value)) return value
  try {
    return JSON.parse(textOf(value)) as unknown
  } catch {
    return undefined
  }
}
