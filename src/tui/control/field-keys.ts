/** The fields of a fault: going from one to the next, and typing in one. */
import { MiddleboxError } from '../../model/errors.ts'
import { editText, insert, type Typed, typedText } from '../parts/edit-text.ts'
import { fieldsOf } from '../panels/fault-form.ts'
import type { FaultForm } from '../state/ui.ts'
import type { App } from './app.ts'
import { oneOf } from './one-of.ts'

const ways = ['next', 'previous', 'none'] as const

/** Round the fields and the list of faults. @throws MiddleboxError usage */
export function goToField(app: App, argument: string): void {
  const way = oneOf(argument, ways, 'which field')
  const form = app.ui.overlay
  const fault = form?.kind === 'fault' ? app.source.faults[form.index] : undefined
  if (form?.kind !== 'fault' || fault === undefined)
    throw new MiddleboxError('usage', 'Expected the form of a fault to be open, got none.', '! opens it.')
  const fields = fieldsOf(fault, form.values)
  const by = { next: 1, previous: -1, none: -form.field }[way]
  const field = (form.field + by + fields.length + 1) % (fields.length + 1)
  app.dispatch({ type: 'form', form: { field, typed: typedText(fields[field - 1]?.value ?? '') } })
}

/** True when a field took it. */
export function fieldKey(app: App, form: FaultForm, key: string): boolean {
  if (form.field === 0) return false
  const typed = editText(form.typed, key)
  if (typed !== undefined) setField(app, form, typed)
  return typed !== undefined
}

/** What is pasted is one text, and names of keys in it are text too. */
export function fieldPaste(app: App, form: FaultForm, text: string): void {
  if (form.field > 0) setField(app, form, insert(form.typed, text))
}

function setField(app: App, form: FaultForm, typed: Typed): void {
  const fault = app.source.faults[form.index]
  const field = fault === undefined ? undefined : fieldsOf(fault, form.values)[form.field - 1]
  if (field === undefined) return
  const { problem: _told, ...rest } = form
  app.dispatch({ type: 'overlay', overlay: { ...rest, typed, values: { ...form.values, [field.name]: typed.text } } })
}
