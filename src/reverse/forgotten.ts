/**
 * When the routes were read again: upstreams and circuit breakers that are no more are told to be forgotten, so that nobody
 * goes on showing how they last were.
 */
import { routeName } from '../routes/route-name.ts'
import type { Site, Subject } from './site.ts'
import type { ReverseWorld } from './world.ts'

export function tellForgotten(
  before: Site,
  now: Site | undefined,
  { clock, emit }: Pick<ReverseWorld, 'clock' | 'emit'>,
): void {
  const standing = new Set([...(now?.subjects() ?? [])].map(nameOf))
  const routes = new Set(now?.routes.map(({ match }) => routeName(match)))
  for (const subject of before.subjects()) {
    if (standing.has(nameOf(subject))) continue
    const missing = subject.upstream === undefined ? 'its route has none any more' : 'its route leads there no more'
    const reason = routes.has(subject.route) ? missing : 'its route is gone'
    emit({ type: 'health', at: clock.now(), ...subject, state: 'forgotten', by: 'routes', reason })
  }
}

function nameOf({ route, upstream }: Subject): string {
  return `${route} ${upstream ?? ''}`
}
