/** Helpers that compare, count, draw and tell the time. Draws come from the seed, so that a run can be repeated. */
import { formatDate, moveDate } from './date-format.ts'
import { type Call, type Helper, numberOf, textOf } from './function.ts'

const compare = (name: string, summary: string, test: (order: number) => boolean): Helper => ({
  name,
  usage: `{{#if (${name} request.query.page 2)}}…{{/if}}`,
  summary,
  run: ({ args: [left, right] }) => test(order(left, right)),
})

/** As numbers where both are, else as texts. */
function order(left: unknown, right: unknown): number {
  const [a, b] = [textOf(left), textOf(right)]
  const [x, y] = a.trim() === '' || b.trim() === '' ? [NaN, NaN] : [Number(a), Number(b)]
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y
  return a < b ? -1 : a > b ? 1 : 0
}

const alphabets: Readonly<Record<string, string>> = {
  ALPHANUMERIC: 'abcdefghijklmnopqrstuvwxyz0123456789',
  ALPHABETIC: 'abcdefghijklmnopqrstuvwxyz',
  NUMERIC: '0123456789',
  HEXADECIMAL: '0123456789abcdef',
}

function randomText(alphabet: string, length: number, { tools, budget }: Call): string {
  let text = ''
  for (let at = 0; at < length; at++) {
    budget.step()
    text += alphabet[Math.floor(tools.random('template') * alphabet.length)]!
  }
  return text
}

function randomValue(call: Call): string {
  const { hash, tools } = call
  const type = textOf(hash['type'] ?? 'ALPHANUMERIC').toUpperCase()
  let text: string
  if (type === 'UUID') {
    const hex = randomText(alphabets['HEXADECIMAL']!, 30, call)
    const variant = '89ab'[Math.floor(tools.random('template') * 4)]!
    // RFC 9562 §5.4: version 4.
    text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`
  } else {
    const alphabet = Object.hasOwn(alphabets, type) ? alphabets[type]! : undefined
    if (alphabet === undefined)
      throw new Error(`randomValue has the types UUID, ${Object.keys(alphabets).join(', ')}, got ${type}`)
    text = randomText(alphabet, Math.min(numberOf(hash['length'] ?? 36, 'randomValue'), 10_000), call)
  }
  return hash['uppercase'] === true ? text.toUpperCase() : text
}

const operations: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

export const valueHelpers: readonly Helper[] = [
  {
    name: 'now',
    usage: "{{now}}, {{now offset='3 days' format='yyyy-MM-dd' timezone='Europe/Berlin'}}",
    summary: "the time of the session's clock; formats are those of Java's SimpleDateFormat, epoch and unix",
    run: ({ hash, tools }) =>
      formatDate(
        hash['offset'] === undefined ? tools.now() : moveDate(tools.now(), textOf(hash['offset'])),
        hash['format'] === undefined ? undefined : textOf(hash['format']),
        hash['timezone'] === undefined ? undefined : textOf(hash['timezone']),
      ),
  },
  {
    name: 'date',
    usage: "{{date request.json.due offset='1 week' format='yyyy-MM-dd'}}",
    summary: 'the same for a date that is given as text or in epoch milliseconds',
    run: ({ args: [value], hash }) => {
      const ms = typeof value === 'number' ? value : Date.parse(textOf(value))
      if (Number.isNaN(ms)) throw new Error(`date wants a date, got ${JSON.stringify(textOf(value).slice(0, 40))}`)
      const moved = hash['offset'] === undefined ? ms : moveDate(ms, textOf(hash['offset']))
      return formatDate(
        moved,
        hash['format'] === undefined ? undefined : textOf(hash['format']),
        hash['timezone'] === undefined ? undefined : textOf(hash['timezone']),
      )
    },
  },
  {
    name: 'randomValue',
    usage: "{{randomValue type='UUID'}}, {{randomValue length=8 type='ALPHANUMERIC' uppercase=true}}",
    summary: 'a random text: UUID, ALPHANUMERIC, ALPHABETIC, NUMERIC or HEXADECIMAL',
    run: randomValue,
  },
  {
    name: 'randomInt',
    usage: '{{randomInt lower=1 upper=100}}',
    summary: 'a random whole number from lower to upper, upper not included',
    run: ({ hash, tools }) => {
      const lower = Math.ceil(numberOf(hash['lower'] ?? 0, 'randomInt'))
      const upper = Math.floor(numberOf(hash['upper'] ?? 2 ** 31, 'randomInt'))
      return lower + Math.floor(tools.random('template') * Math.max(1, upper - lower))
    },
  },
  {
    name: 'randomDecimal',
    usage: '{{randomDecimal lower=0 upper=1}}',
    summary: 'a random number',
    run: ({ hash, tools }) => {
      const lower = numberOf(hash['lower'] ?? 0, 'randomDecimal')
      return lower + tools.random('template') * (numberOf(hash['upper'] ?? 1, 'randomDecimal') - lower)
    },
  },
  {
    name: 'pickRandom',
    usage: "{{pickRandom 'a' 'b' 'c'}}",
    summary: 'one of the values, or one of a list',
    run: ({ args, tools }) => {
      const list: readonly unknown[] = args.length === 1 && Array.isArray(args[0]) ? (args[0] as unknown[]) : args
      return list[Math.floor(tools.random('template') * list.length)]
    },
  },
  {
    name: 'counter',
    usage: "{{counter 'orders'}}",
    summary: 'how often this counter has been asked for in this session: 1, 2, 3, …',
    run: ({ args: [name], tools }) => tools.count(textOf(name)),
  },
  {
    name: 'state',
    usage: "{{state 'cart'}}",
    summary: 'the state that rules have set',
    run: ({ args: [name], tools }) => tools.state(textOf(name)),
  },
  {
    name: 'math',
    usage: "{{math request.query.page '+' 1}}",
    summary: 'a sum: +, -, *, / or %',
    run: ({ args: [left, operator, right] }) => {
      const name = textOf(operator)
      if (!Object.hasOwn(operations, name)) throw new Error(`math knows + - * / and %, got ${JSON.stringify(name)}`)
      return operations[name]!(numberOf(left, 'math'), numberOf(right, 'math'))
    },
  },
  {
    name: 'range',
    usage: '{{#each (range 1 5)}}…{{/each}}',
    summary: 'the whole numbers from one to another, as a list',
    run: ({ args: [from, to] }) => {
      const first = Math.ceil(numberOf(from, 'range'))
      const length = Math.floor(numberOf(to, 'range')) - first + 1
      if (length > 10_000) throw new Error(`range makes at most 10000 numbers, got ${length}`)
      return Array.from({ length: Math.max(0, length) }, (_, at) => first + at)
    },
  },
  compare('eq', 'equal', (found) => found === 0),
  compare('ne', 'not equal', (found) => found !== 0),
  compare('gt', 'greater', (found) => found > 0),
  compare('gte', 'greater or equal', (found) => found >= 0),
  compare('lt', 'less', (found) => found < 0),
  compare('lte', 'less or equal', (found) => found <= 0),
  { name: 'and', usage: '{{#if (and a b)}}…{{/if}}', summary: 'all are there', run: ({ args }) => args.every(isTrue) },
  { name: 'or', usage: '{{#if (or a b)}}…{{/if}}', summary: 'one is there', run: ({ args }) => args.some(isTrue) },
  {
    name: 'not',
    usage: '{{#if (not a)}}…{{/if}}',
    summary: 'it is not there',
    run: ({ args: [value] }) => !isTrue(value),
  },
]

function isTrue(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? !Array.isArray(value) || value.length > 0 : Boolean(value)
}
