/** The actions, in the order of the reference. A new one is one file and one line here. */
import type { Action } from './action.ts'
import { block } from './block.ts'
import { mapLocal } from './map-local.ts'
import { mapRemote } from './map-remote.ts'
import { note } from './note.ts'
import { pause } from './pause.ts'
import { respond } from './respond.ts'
import { rewrite } from './rewrite.ts'
import { route } from './route.ts'
import { script } from './script.ts'
import { tag } from './tag.ts'

export type { Action, ActionTools, Answer, ConnectionStep, Moment, Problem, Steps } from './action.ts'
export type { AttributeSpec, AttributeTable } from './attribute.ts'
export type { BodyEdit } from './rewrite-body.ts'

export const actions: readonly Action[] = [
  respond,
  rewrite,
  mapRemote,
  mapLocal,
  block,
  route,
  pause,
  script,
  tag,
  note,
] as never

export function findAction(name: string): Action | undefined {
  return actions.find((action) => action.name === name)
}
