/** When a frame is drawn: at once for a key, a little later for traffic, never more often than terminals show, and not at all when nothing changed. */
import type { Clock, Timer } from '../../kit/clock.ts'

export interface FrameLoop {
  /** Something changed. A key is answered in the next frame, traffic waits for more of its kind. */
  ask(reason: 'key' | 'traffic'): void
  stop(): void
}

/** ms between two frames: 30 a second. */
const keyGap = 33

/** ms between two frames that only traffic asks for: half as many, since nobody reads faster. */
const trafficGap = 66

export function createFrameLoop(clock: Clock, draw: () => void): FrameLoop {
  let last = -Infinity
  let timer: Timer | undefined
  let due = Infinity
  let stopped = false

  const run = () => {
    timer = undefined
    due = Infinity
    last = clock.now()
    draw()
  }

  return {
    ask(reason) {
      if (stopped) return
      const now = clock.now()
      const at = Math.max(now, last + (reason === 'key' ? keyGap : trafficGap))
      if (at >= due) return
      timer?.stop()
      due = at
      timer = clock.after(at - now, run)
    },
    stop() {
      stopped = true
      timer?.stop()
    },
  }
}
