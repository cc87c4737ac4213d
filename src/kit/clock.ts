/** The door to time. Everything that waits or stamps asks a Clock, so that tests can hold the only one. */

export interface Clock {
  /** Milliseconds since the epoch, with fractions. */
  now(): number
  /** Calls `run` after `ms`; the handle stops it. Keeps the process alive only when `keepAlive` is true: for what must still be said at the end. */
  after(ms: number, run: () => void, keepAlive?: boolean): Timer
  /** Calls `run` every `ms`. Never keeps the process alive. */
  every(ms: number, run: () => void): Timer
}

export interface Timer {
  stop(): void
}

const origin = performance.timeOrigin

/** The longest that a timer of Node's can wait (about 24.8 days); one that is asked for more does not wait at all. */
const longest = 2 ** 31 - 1

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => origin + performance.now(),
  after(ms, run, keepAlive = false) {
    if (ms > longest) return afterAll(ms, run, keepAlive)
    const handle = setTimeout(run, ms)
    if (!keepAlive) handle.unref()
    return { stop: () => clearTimeout(handle) }
  },
  every(ms, run) {
    if (ms > longest) return everyTime(ms, run)
    const handle = setInterval(run, ms)
    handle.unref()
    return { stop: () => clearInterval(handle) }
  },
}

/** One timer after the other. */
function afterAll(ms: number, run: () => void, keepAlive: boolean): Timer {
  let timer = systemClock.after(longest, () => (timer = systemClock.after(ms - longest, run, keepAlive)), keepAlive)
  return { stop: () => timer.stop() }
}

function everyTime(ms: number, run: () => void): Timer {
  const again = (): void => {
    timer = systemClock.after(ms, again)
    run()
  }
  let timer = systemClock.after(ms, again)
  return { stop: () => timer.stop() }
}

/** Resolves after `ms` on the given clock, or at once when the signal is aborted. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      timer.stop()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = clock.after(ms, done)
    signal?.addEventListener('abort', done, { once: true })
  })
}

/** A clock that moves only when told to. */
export function createFakeClock(start = 1_700_000_000_000): Clock & { advance(ms: number): void } {
  let time = start
  let sequence = 0
  const waiting = new Map<number, { due: number; run: () => void; every?: number }>()

  const add = (entry: { due: number; run: () => void; every?: number }): Timer => {
    const id = ++sequence
    waiting.set(id, entry)
    return { stop: () => void waiting.delete(id) }
  }

  return {
    now: () => time,
    after: (ms, run) => add({ due: time + ms, run }),
    every: (ms, run) => add({ due: time + ms, run, every: ms }),
    advance(ms) {
      const end = time + ms
      for (;;) {
        let next: [number, { due: number; run: () => void; every?: number }] | undefined
        for (const entry of waiting) if (entry[1].due <= end && (!next || entry[1].due < next[1].due)) next = entry
        if (!next) break
        time = next[1].due
        if (next[1].every === undefined) waiting.delete(next[0])
        else next[1].due += next[1].every
        next[1].run()
      }
      time = end
    },
  }
}
