/** How the upstreams and circuit breakers of routes are, as they last said; those that are no more are not in it. */
import type { ProxyEvent } from '../model/event.ts'

export type HealthReport = Extract<ProxyEvent, { type: 'health' }>

/** Reports kept: of upstreams long gone from the routes the oldest go. */
const most = 1000

export class HealthBook {
  readonly #last = new Map<string, HealthReport>()
  #sorted: readonly HealthReport[] | undefined

  apply(report: HealthReport): void {
    const key = `${report.listener ?? ''} ${report.route} ${report.upstream ?? ''}`
    this.#last.delete(key)
    this.#sorted = undefined
    if (report.state === 'forgotten') return
    if (this.#last.size >= most) this.#last.delete(this.#last.keys().next().value!)
    this.#last.set(key, report)
  }

  /** By listener, by route, then by upstream. */
  list(): readonly HealthReport[] {
    // Asked for in every frame of the screen.
    this.#sorted ??= [...this.#last.values()].sort(
      (a, b) =>
        (a.listener ?? '').localeCompare(b.listener ?? '') ||
        a.route.localeCompare(b.route) ||
        (a.upstream ?? '').localeCompare(b.upstream ?? ''),
    )
    return this.#sorted
  }
}
