/** Keys in the form of a fault: up and down among the faults, tab into the fields, then typing. */
import { editText, typedText } from '../parts/edit-text.ts'
import { fieldsOf } from '../panels/fault-form.ts'
import type { FaultForm } from '../state/ui.ts'
import type { App } from './app.ts'

/** True when the form had a use for it. */
export function fieldKey(app: App, form: FaultForm, key: string): boolean {
  const fault = app.source.faults[form.index]
  if (fault === undefined) return false
  const fields = fieldsOf(fault, form.values)
  if (key === 'tab' || key === 'shift-tab' || (form.field > 0 && (key === 'down' || key === 'up'))) {
    const by = key === 'tab' || key === 'down' ? 1 : -1
    const field = (form.field + by + fields.length + 1) % (fields.length + 1)
    const typed = typedText(fields[field - 1]?.value ?? '')
    app.dispatch({ type: 'form', form: { field, typed } })
    return true
  }
  if (form.field === 0) return false
  if (key === 'esc') {
    app.dispatch({ type: 'form', form: { field: 0 } })
    return true
  }
  const typed = editText(form.typed, key)
  if (typed === undefined) return false
  const values = { ...form.values, [fields[form.field - 1]!.name]: typed.text }
  const { problem: _told, ...rest } = form
  app.dispatch({ type: 'overlay', overlay: { ...rest, typed, values } })
  return true
}
