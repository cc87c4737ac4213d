/** The form of a fault for somebody who listens: each fault and each field has a mark to name it by, and what is chosen is said. */
import { expectation } from '../../kit/option-table.ts'
import { sanitize } from '../../kit/sanitize.ts'
import type { App } from '../control/app.ts'
import { fieldsOf, previewOf } from '../panels/fault-form.ts'
import type { FaultForm } from '../state/ui.ts'

export function faultSaid({ source: { faults } }: App, form: FaultForm): string[] {
  const chosen = faults[form.index]
  if (chosen === undefined) return ['There are no faults to inject.']
  const { text, wrong } =
    form.problem === undefined ? previewOf(chosen, form.values) : { text: form.problem, wrong: true }
  return [
    'Inject a fault, a number takes one:',
    ...faults.map(
      ({ name, summary }, at) => `${at + 1}: ${name}, ${plain(summary)}${at === form.index ? ', chosen' : ''}`,
    ),
    `Fields of ${chosen.name}, name=value changes one:`,
    ...fieldsOf(chosen, form.values).map(
      ({ name, value, summary, spec }) =>
        `${name}=${sanitize(value)}, ${plain(summary)}${spec === undefined ? '' : `, ${expectation(spec)}`}`,
    ),
    `${wrong ? 'wrong: ' : ''}${sanitize(text)}`,
    'choose injects it, back leaves',
  ]
}

/** In the middle of a line. */
function plain(summary: string): string {
  return summary.replace(/\.$/, '')
}

/** A number, or a field with its value. False when the line is for somebody else. */
export function faultLine(app: App, form: FaultForm, line: string): boolean {
  const { faults } = app.source
  const [, number] = /^(\d+)$/.exec(line) ?? []
  if (number !== undefined) {
    const index = Number(number) - 1
    if (faults[index] === undefined) app.say(`Expected 1 to ${faults.length}, got ${number}.`, 'serverError')
    else {
      const { filter, chance } = form.values
      const values = { ...(filter !== undefined && { filter }), ...(chance !== undefined && { chance }) }
      app.dispatch({ type: 'overlay', overlay: { kind: 'fault', index, field: 0, values, typed: form.typed } })
    }
    return true
  }
  const [, name, value = ''] = /^([a-z][\w-]*)=(.*)$/i.exec(line) ?? []
  const chosen = faults[form.index]
  if (name === undefined || chosen === undefined) return false
  const fields = fieldsOf(chosen, form.values).map((field) => field.name)
  if (!fields.includes(name))
    app.say(`Expected a field of ${chosen.name}, got ${name}. It has ${fields.join(', ')}.`, 'serverError')
  else {
    const { problem: _told, ...rest } = form
    app.dispatch({ type: 'overlay', overlay: { ...rest, values: { ...form.values, [name]: value.trim() } } })
  }
  return true
}
