/** How much of a diff is shown, as its keys have set it; kept in the memory of the tab. */
import type { TabView } from '../tab.ts'
import { contextSteps, type Detail } from './context.ts'

export type DiffState = {
  /** Of `contextSteps`. */
  step: number
  only: boolean
  /** Leg of the first column. */
  leg: number
}

export function diffState({ memory }: Pick<TabView, 'memory'>, wide: boolean): DiffState {
  const kept = memory.get('diff') as DiffState | undefined
  if (kept !== undefined) return kept
  const state = { step: wide ? 2 : 0, only: false, leg: 0 }
  memory.set('diff', state)
  return state
}

export function detailOf({ step, only }: DiffState): Detail {
  return { context: contextSteps[step]!, only }
}

/** True when the key was one of these. */
export function diffKey(state: DiffState, key: string): boolean {
  if (key === 'o') state.only = !state.only
  else if (key === '}') state.step = Math.min(contextSteps.length - 1, state.only ? 1 : state.step + 1)
  else if (key === '{') state.step = Math.max(0, state.step - 1)
  else return false
  if (key !== 'o') state.only = false
  return true
}
