/** Synchronous fan-out of one kind of value. A listener that throws is reported, and the others still hear. */

export interface Emitter<T> {
  emit(value: T): void
  /** Adds a listener; the returned function removes it. */
  on(listener: (value: T) => void): () => void
  readonly size: number
}

/** `report` is told what a listener threw, and which value it threw at. */
export function createEmitter<T>(report: (error: unknown, value: T) => void): Emitter<T> {
  // Replaced, never changed, so that listeners may come and go while one value is on its way.
  let listeners: readonly { call: (value: T) => void }[] = []

  return {
    emit(value) {
      for (const listener of listeners) {
        try {
          listener.call(value)
        } catch (error) {
          report(error, value)
        }
      }
    },
    on(call) {
      const entry = { call }
      listeners = [...listeners, entry]
      return () => {
        listeners = listeners.filter((other) => other !== entry)
      }
    },
    get size() {
      return listeners.length
    },
  }
}
