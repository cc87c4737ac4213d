/** The form of a fault, made of the fault's own option table: any fault that exists can be injected from here. */
import { expectation, parseOptions, writtenValue } from '../../kit/option-table.ts'
import { sanitize } from '../../kit/sanitize.ts'
import type { Fault } from '../../model/fault.ts'
import type { OptionSpec } from '../../model/option.ts'
import type { Line, Span } from '../parts/line.ts'
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

/** The list of faults with the chosen one's fields below each other. */
export function faultLines(
  faults: readonly Fault[],
  form: FaultForm,
): { lines: Line[]; selected: number; cursor?: { row: number; column: number } } {
  const lines: Line[] = []
  let selected = 0
  let cursor: { row: number; column: number } | undefined
  faults.forEach((fault, index) => {
    const here = index === form.index
    if (here && form.field === 0) selected = lines.length
    lines.push([
      [here ? ' ▸ ' : '   ', 'accent'],
      [fault.name.padEnd(26), here ? 'bold' : 'plain'],
      [fault.summary, 'dim'],
    ])
    if (!here) return
    fieldsOf(fault, form.values).forEach((field, at) => {
      const active = form.field === at + 1
      if (active) {
        selected = lines.length
        cursor = { row: lines.length, column: 7 + 18 + form.typed.at }
      }
      lines.push(fieldLine(field, active ? form.typed.text : field.value, active))
    })
    lines.push(previewLine(fault, form))
  })
  return { lines, selected, ...(cursor && { cursor }) }
}

function fieldLine({ name, summary, spec }: Field, value: string, active: boolean): Line {
  const takes = spec === undefined ? '' : `  ${expectation(spec)}`
  const spans: Span[] = [
    ['       '],
    [`${name} `.padEnd(18), active ? 'accent' : 'name'],
    [sanitize(value).padEnd(24), active ? 'bold' : 'plain'],
    [`${summary}${takes}`, 'dim'],
  ]
  return spans
}

function previewLine(fault: Fault, { values, problem }: FaultForm): Line {
  const { text, wrong } = problem === undefined ? previewOf(fault, values) : { text: problem, wrong: true }
  return [['       '], [sanitize(text), wrong ? 'serverError' : 'ok']]
}
