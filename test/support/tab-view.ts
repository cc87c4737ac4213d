/** What a detail tab is asked for, when a test says nothing else. */
import type { TabView } from '../../src/tui/detail/index.ts'

export function tabView(change: Partial<TabView> = {}): TabView {
  return {
    from: 0,
    height: 40,
    width: 80,
    search: undefined,
    now: 1_700_000_001_000,
    memory: new Map(),
    keyOf: (usual) => usual,
    redraw: () => {},
    ...change,
  }
}
