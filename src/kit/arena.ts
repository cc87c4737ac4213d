/**
 * A bump allocator for captured bytes. A chunk from a socket is a view into a read buffer of 64 KiB: keeping the view keeps
 * all of it, and an ArrayBuffer per chunk costs more than a small body. So pieces are copied one after the other into slabs.
 * A slab is freed when the last view into it is gone; history is dropped oldest first, so slabs go one by one.
 */

/** Bytes of a slab: large enough to make its own cost vanish, small enough that one late view pins little. */
const slabBytes = 256 * 1024

/** Longer chunks get a copy of their own, so that a slab's tail never wastes more than this. */
const largestShared = 32 * 1024

export interface Arena {
  /** A copy of the chunk that shares no memory with it. */
  keep(chunk: Uint8Array): Uint8Array
  /** Room for so many bytes, whatever they are now. */
  room(size: number): Uint8Array
}

export function createArena(): Arena {
  let slab = new ArrayBuffer(0)
  let used = 0

  const room = (size: number): Uint8Array => {
    if (size > largestShared) return new Uint8Array(size)
    if (used + size > slab.byteLength) {
      slab = new ArrayBuffer(slabBytes)
      used = 0
    }
    const view = new Uint8Array(slab, used, size)
    // Eight-byte steps keep every copy aligned, which makes copying and comparing cheap.
    used += (size + 7) & ~7
    return view
  }
  return {
    room,
    keep(chunk) {
      const copy = room(chunk.byteLength)
      copy.set(chunk)
      return copy
    },
  }
}
