/** A line of the tab under a cursor: steps move it, and the window only where it would leave it. Kept in the tab's memory. */
import { clamp, scrollTo } from '../parts/scroll.ts'
import type { TabView } from './tab.ts'

/** The line under the cursor, brought back into the window when that was scrolled away. */
export function cursorIn({ memory, from, height }: Pick<TabView, 'memory' | 'from' | 'height'>, count: number): number {
  const at = (memory.get('cursor') as number | undefined) ?? from
  return clamp(Math.max(from, Math.min(at, from + height - 1)), count)
}

/** Moves the cursor; answers where the window goes. */
export function moveCursor(view: Pick<TabView, 'memory' | 'from' | 'height'>, to: number, count: number): number {
  const at = clamp(to, count)
  view.memory.set('cursor', at)
  return scrollTo(at, view.from, view.height, count)
}

const steps: Readonly<Record<string, number>> = { j: 1, down: 1, k: -1, up: -1 }

/** The way of a step; undefined when the key is none. */
export function stepOf(key: string): number | undefined {
  return Object.hasOwn(steps, key) ? steps[key] : undefined
}

/** Where a key takes the cursor; undefined when it is none that moves it. */
export function goalOf(key: string, at: number, count: number): number | undefined {
  if (key === 'g' || key === 'home') return 0
  if (key === 'G' || key === 'end') return count - 1
  const step = stepOf(key)
  return step === undefined ? undefined : at + step
}
