/** What can be done to the selected rule. */
import { MiddleboxError } from '../../model/errors.ts'
import { clamp } from '../parts/scroll.ts'
import type { App } from './app.ts'
import { oneOf } from './one-of.ts'

const whats = ['toggle', 'up', 'down', 'remove'] as const

export async function changeRule(app: App, argument: string): Promise<void> {
  const what = oneOf(argument, whats, 'what to do with the rule')
  const { overlay } = app.ui
  const rules = app.rules()
  if (overlay?.kind !== 'rules')
    throw new MiddleboxError('usage', 'Expected a selected rule, got none.', '# shows the rules to select one.')
  const index = clamp(overlay.index, rules.length)
  const name = rules[index]?.definition.name
  if (name === undefined)
    throw new MiddleboxError('usage', 'Expected a selected rule, got none.', '! injects a fault, which is a rule.')
  const { commands } = app.source
  if (what === 'toggle') await commands.run('rule-toggle', { name })
  else if (what === 'remove') await commands.run('rule-remove', { name })
  else {
    const to = Math.max(0, Math.min(rules.length - 1, index + (what === 'up' ? -1 : 1)))
    await commands.run('rule-move', { name, to: to + 1 })
    app.dispatch({ type: 'overlay', overlay: { ...overlay, index: to } })
  }
  app.forgetRules()
  if (what === 'remove') app.say(`${name} is gone; u brings it back`)
}
