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

/**
 * Where frames take long, the proxy is busy: then traffic asks for fewer, so that drawing has one part in so many of the time. A
 * frame's own part is about half of it: Ink writes it afterwards.
 */
const share = 48
const longestGap = 133

/** How much of the estimate a frame renews. */
const weight = 0.2

export function createFrameLoop(clock: Clock, draw: () => void): FrameLoop {
  let last = -Infinity
  /** ms that a frame takes, of late. */
  let cost = 0
  let timer: Timer | undefined
  let due = Infinity
  let stopped = false

  const run = () => {
    timer = undefined
    due = Infinity
    last = clock.now()
    draw()
    cost += (clock.now() - last - cost) * weight
  }

  return {
    ask(reason) {
      // A frame that is due comes no later than traffic would ask for: thousands of events a second end here.
      if (stopped || (reason === 'traffic' && timer !== undefined)) return
      const now = clock.now()
      const gap = reason === 'key' ? keyGap : Math.min(longestGap, Math.max(trafficGap, cost * share))
      const at = Math.max(now, last + gap)
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
