/** How the upstreams and circuit breakers of routes are, as they last said; those that are no more are not in it. */
import type { ProxyEvent } from '../model/event.ts'

export type HealthReport = Extract<ProxyEvent, { type: 'health' }>

/** Reports kept: of upstreams long gone from the routes the oldest go. */
const most = 1000

type Subject = Pick<HealthReport, 'listener' | 'route' | 'upstream'>

export function subjectKey({ listener = '', route, upstream = '' }: Subject): string {
  return `${listener} ${route} ${upstream}`
}

/** By listener, by route, then by upstream, the breaker before them. */
export function bySubject(a: Subject, b: Subject): number {
  return (
    (a.listener ?? '').localeCompare(b.listener ?? '') ||
    a.route.localeCompare(b.route) ||
    (a.upstream ?? '').localeCompare(b.upstream ?? '')
  )
}

export class HealthBook {
  readonly #last = new Map<string, HealthReport>()
  #sorted: readonly HealthReport[] | undefined

  apply(report: HealthReport): void {
    const key = subjectKey(report)
    this.#last.delete(key)
    this.#sorted = undefined
    if (report.state === 'forgotten') return
    if (this.#last.size >= most) this.#last.delete(this.#last.keys().next().value!)
    this.#last.set(key, report)
  }

  /** Sorted by their subjects. */
  list(): readonly HealthReport[] {
    // Asked for in every frame of the screen.
    this.#sorted ??= [...this.#last.values()].sort(bySubject)
    return this.#sorted
  }
}
