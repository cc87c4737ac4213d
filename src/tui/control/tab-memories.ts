/**
 * What the tabs keep for the exchanges that were looked at last. Documents of bodies are large: beyond a budget those of the
 * others go, and are opened anew when somebody comes back; cursors are small and stay.
 */
import type { TabView } from '../detail/index.ts'

type Memory = TabView['memory']

/** Tabs of exchanges that are remembered besides the one that is looked at. */
const remembered = 20

/** Bytes of opened documents and comparisons. */
const budget = 128 * 1024 * 1024

export interface TabMemories {
  /** The memory of this tab for this exchange, which is looked at now. */
  of(tab: string, id: string): Memory
}

export function createTabMemories(largest = budget): TabMemories {
  /** Looked at last comes last. */
  const memories = new Map<string, Memory>()
  return {
    of(tab, id) {
      const key = `${tab} ${id}`
      const memory: Memory = memories.get(key) ?? new Map<string, unknown>()
      memories.delete(key)
      for (const other of [...memories.keys()].slice(0, -remembered)) memories.delete(other)
      memories.set(key, memory)
      trim([...memories.values()], largest)
      return memory
    },
  }
}

/** What is large goes until the budget holds, but not of the last two: they may be in one frame. */
function trim(memories: readonly Memory[], largest: number): void {
  let total = memories.reduce((sum, memory) => sum + weigh(memory), 0)
  for (const memory of memories.slice(0, -2)) {
    if (total <= largest) return
    for (const [name, value] of [...memory]) {
      const bytes = bytesOf(value)
      if (bytes === 0) continue
      memory.delete(name)
      total -= bytes
    }
  }
}

function weigh(memory: Memory): number {
  let bytes = 0
  for (const value of memory.values()) bytes += bytesOf(value)
  return bytes
}

/** Of what says how large it is: `bytes` of its own, or in a memory within it. */
function bytesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const { bytes, memory } = value as { bytes?: unknown; memory?: unknown }
  if (memory instanceof Map) return weigh(memory as Memory)
  return typeof bytes === 'number' ? bytes : 0
}
