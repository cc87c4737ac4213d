/**
 * When the routes were read again: upstreams and circuit breakers that are no more are told to be forgotten, so that nobody
 * goes on showing how they last were.
 */
import type { Site, Subject } from './site.ts'
import type { ReverseWorld } from './world.ts'

export function tellForgotten(
  before: readonly Site[],
  now: readonly Site[],
  { clock, emit }: Pick<ReverseWorld, 'clock' | 'emit'>,
): void {
  // Two sites may have routes of the same name: what is said is said by route and URL.
  const standing = new Set(now.flatMap((site) => [...site.subjects()].map(nameOf)))
  const routes = new Set(now.flatMap((site) => site.routes.map(({ match }) => match.text)))
  for (const subject of before.flatMap((site) => [...site.subjects()])) {
    if (standing.has(nameOf(subject))) continue
    const missing = subject.upstream === undefined ? 'its route has none any more' : 'its route leads there no more'
    const reason = routes.has(subject.route) ? missing : 'its route is gone'
    emit({ type: 'health', at: clock.now(), ...subject, state: 'forgotten', by: 'routes', reason })
  }
}

function nameOf({ route, upstream }: Subject): string {
  return `${route} ${upstream ?? ''}`
}
