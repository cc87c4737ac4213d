/** The form of a fault, made of the fault's own option table: any fault that exists can be injected from here. */
import { expectation, parseOptions, writtenValue } from '../../kit/option-table.ts'
import { sanitize } from '../../kit/sanitize.ts'
import type { Fault } from '../../model/fault.ts'
import type { OptionSpec } from '../../model/option.ts'
import { pad } from '../../kit/width.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import type { Line, Span } from '../parts/line.ts'
import { typedWindow } from '../parts/typed-window.ts'
import type { FaultForm } from '../state/ui.ts'

export type Field = {
  readonly name: string
  readonly summary: string
  readonly value: string
  readonly spec?: OptionSpec
}

/** What every rule has, before the fault's own: where, how often, which way. */
const ruleFields = [
  { name: 'filter', summary: 'which requests: a filter, nothing = all' },
  { name: 'chance', summary: 'percent of them' },
] as const

/** The fields in the order of tab, with what was typed or their defaults. */
export function fieldsOf(fault: Fault, values: FaultForm['values']): Field[] {
  const own = Object.entries(fault.options).map(([name, spec]): Field => {
    const usual = spec.default === undefined ? '' : writtenValue(spec, spec.default)
    return { name, summary: spec.summary, value: values[name] ?? usual, spec }
  })
  return [
    ...ruleFields.map((field): Field => ({
      ...field,
      value: values[field.name] ?? (field.name === 'chance' ? '100' : ''),
    })),
    ...own,
  ]
}

/** The short form that `--fault` takes, from what stands in the fields. Only what is not the default is written. */
export function shortForm(fault: Fault, values: FaultForm['values']): string {
  const fields = fieldsOf(fault, values)
  const given = fields.filter(
    ({ name, value, spec }) => spec !== undefined && value !== '' && values[name] !== undefined,
  )
  const pairs = given.map(({ name, value }) => `${name}=${value}`)
  const chance = fields
    .find(({ name }) => name === 'chance')!
    .value.replace('%', '')
    .trim()
  const share = chance === '' || chance === '100' ? '' : ` @${chance}%`
  const filter = (values['filter'] ?? '').trim()
  return `${fault.name}${pairs.length > 0 ? `:${pairs.join(',')}` : ''}${share}${filter === '' ? '' : ` ${filter}`}`
}

/** What would happen, in English, or what is wrong. */
export function previewOf(fault: Fault, values: FaultForm['values']): { text: string; wrong: boolean } {
  const own = Object.fromEntries(
    fieldsOf(fault, values)
      .filter(({ spec, value }) => spec !== undefined && value !== '')
      .map(({ name, value }) => [name, value]),
  )
  try {
    return { text: `the proxy will ${fault.explain(parseOptions(fault.options, own, fault.name))}`, wrong: false }
  } catch (error) {
    return { text: (error as Error).message, wrong: true }
  }
}

/** What the form is shown with: its width, and what is wrong with a filter. */
export type FormLook = { readonly columns: number; wrongFilter(text: string): string | undefined }

export type FormLines = {
  lines: Line[]
  selected: number
  /** The last line of the chosen fault. */
  until: number
  cursor?: { row: number; column: number }
}

/** The list of faults with the chosen one's fields below each other. */
export function faultLines(faults: readonly Fault[], form: FaultForm, look: FormLook): FormLines {
  const result: FormLines = { lines: [], selected: 0, until: 0 }
  const { lines } = result
  faults.forEach((fault, index) => {
    const here = index === form.index
    if (here) result.selected = lines.length
    lines.push([
      [here ? ' ▸ ' : '   ', 'accent'],
      [fault.name.padEnd(26), here ? 'bold' : 'plain'],
      [fault.summary, 'dim'],
    ])
    if (!here) return
    fieldsOf(fault, form.values).forEach((field, at) => {
      if (form.field !== at + 1) return lines.push(fieldLine(field, field.value, false))
      const { shown, cursor } = typedWindow(form.typed, look.columns - valueAt)
      result.selected = lines.length
      result.cursor = { row: lines.length, column: valueAt + cursor }
      return lines.push(fieldLine(field, shown, true))
    })
    lines.push(...wrapLine(previewLine(fault, form, look), look.columns - 1, indent.length))
    result.until = lines.length - 1
  })
  return result
}

const indent = ' '.repeat(7)

/** The column in which values begin. */
const valueAt = indent.length + 18

function fieldLine({ name, summary, spec }: Field, value: string, active: boolean): Line {
  const takes = spec === undefined ? '' : `  ${expectation(spec)}`
  const spans: Span[] = [
    [indent],
    [`${name} `.padEnd(valueAt - indent.length), active ? 'accent' : 'name'],
    [pad(sanitize(value), 24), active ? 'bold' : 'plain'],
    [`${summary}${takes}`, 'dim'],
  ]
  return spans
}

function previewLine(fault: Fault, form: FaultForm, { wrongFilter }: FormLook): Line {
  const { values, problem } = form
  const filter = (values['filter'] ?? '').trim()
  const told = problem ?? (filter === '' ? undefined : wrongFilter(filter)) ?? wrongChance(values['chance'])
  const { text, wrong } = told === undefined ? previewOf(fault, values) : { text: told, wrong: true }
  // Nobody did anything wrong who did nothing yet.
  const asked = told === undefined && wrong ? unfilled(fault, values) : undefined
  return [[indent], asked === undefined ? [sanitize(text), wrong ? 'serverError' : 'ok'] : [asked, 'dim']]
}

function wrongChance(text = ''): string | undefined {
  const percent = Number(text.replace('%', ''))
  return percent >= 0 && percent <= 100 ? undefined : `Expected a chance from 0 to 100 percent, got ${text}.`
}

/** What to type first, where nothing was typed. */
function unfilled(fault: Fault, values: FaultForm['values']): string | undefined {
  const options = Object.entries(fault.options)
  if (options.some(([name]) => (values[name] ?? '') !== '')) return undefined
  const [name] = options.find(([, spec]) => spec.default === undefined) ?? []
  return name === undefined ? undefined : `tab goes to the fields; it needs ${name}`
}
