/** Leaves kept in memory under several names, the least recently used forgotten first, stale ones never handed out. */
import type { Leaf } from './leaf.ts'

/** A leaf takes about 1 KB; what is derived from it is for its user to hang on it (WeakMap). */
const defaultCapacity = 2000

/** `until` in epoch ms: from then on a new one is made. */
export type KeptLeaf = { leaf: Leaf; until: number }

export type LeafCache = {
  get(name: string, now: number): KeptLeaf | undefined
  set(name: string, kept: KeptLeaf): void
}

export function createLeafCache(capacity = defaultCapacity): LeafCache {
  const entries = new Map<string, KeptLeaf>()
  return {
    get(name, now) {
      const kept = entries.get(name)
      if (!kept) return undefined
      entries.delete(name)
      if (now >= kept.until) return undefined
      entries.set(name, kept)
      return kept
    },
    set(name, kept) {
      entries.delete(name)
      entries.set(name, kept)
      if (entries.size > capacity) for (const oldest of entries.keys()) return void entries.delete(oldest)
    },
  }
}
