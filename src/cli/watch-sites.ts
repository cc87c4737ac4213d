/**
 * Routes and certificates that change while a session runs: their files are read again on a change or SIGHUP, and what is
 * wrong leaves the last good ones in place. Connections and requests on their way are not touched.
 */
import type { Command } from 'commander'
import { systemClock } from '../kit/clock.ts'
import { watchFiles } from '../kit/watch.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { ListenOptions } from '../model/options.ts'
import type { SiteDefinition } from '../model/route.ts'
import { type CommandSettings, loadCommandSettings } from './command-settings.ts'
import { lastGoodStay } from './last-good.ts'
import type { CliWorld } from './world.ts'

/** What is needed of a session; one without is not watched for. */
export type SitedSession = {
  readonly reverse?: { replace(sites: readonly SiteDefinition[]): void }
  readonly store?: { apply(event: ProxyEvent): void }
}

/** Until `close`. */
export function watchSites(
  { reverse, store }: SitedSession,
  loaded: CommandSettings,
  command: Command,
  world: CliWorld,
): { close(): void } {
  const { sites } = loaded.session
  if (reverse === undefined || sites.length === 0) return { close: () => {} }
  const tell = (code: string, message: string): void =>
    store?.apply({ type: 'warning', at: systemClock.now(), code, message })
  const load = async (): Promise<void> => {
    try {
      const fresh = await loadCommandSettings(command, { ...world, stderr: () => {} })
      if (closed) return
      const options = fresh.session
      const moved = movedListener(loaded.session.listen, options.listen)
      if (moved !== undefined) return tell('config_invalid', `${moved} The last good routes stay.`)
      reverse.replace(options.sites)
      watch(fresh)
      tell('reloaded', inPlace(options.sites))
    } catch (error) {
      tell('config_invalid', lastGoodStay(error, 'routes'))
    }
  }
  const reload = oneAtATime(load)
  let closed = false
  let watched = ''
  let files = { close() {} }
  /** Other routes may have other certificates. */
  const watch = (settings: CommandSettings): void => {
    const paths = watchedPaths(settings)
    if (paths.join('\n') === watched) return
    watched = paths.join('\n')
    files.close()
    files = watchFiles(paths, systemClock, reload)
  }
  watch(loaded)
  const deaf = world.onHangup?.(reload)
  return {
    close() {
      closed = true
      files.close()
      deaf?.()
    },
  }
}

function inPlace(sites: readonly SiteDefinition[]): string {
  const routes = sites.reduce((sum, site) => sum + site.routes.length, 0)
  const verb = routes === 1 ? 'is' : 'are'
  if (certificateFiles(sites).length === 0) return `the routes were read again: ${routes} ${verb} in place`
  return `the routes and certificates were read again: ${routes} ${routes === 1 ? 'route' : 'routes'} ${verb} in place`
}

/** What is asked for in the meantime is done once more afterwards, so that the last state of the files is what stays. */
function oneAtATime(work: () => Promise<void>): () => void {
  let running = false
  let asked = false
  const run = async (): Promise<void> => {
    running = true
    do {
      asked = false
      await work()
    } while (asked)
    running = false
  }
  return () => {
    asked = true
    if (!running) void run()
  }
}

function watchedPaths({ files, session: { sites } }: CommandSettings): string[] {
  return [...new Set([...files, ...certificateFiles(sites)])]
}

function certificateFiles(sites: readonly SiteDefinition[]): string[] {
  return sites.flatMap(({ tls }) => [
    ...(tls.clientCa ?? []),
    ...tls.certificates.flatMap(({ cert, key }) => (key === undefined ? [cert] : [cert, key])),
  ])
}

/** A listener is opened at the start only. */
function movedListener(before: readonly ListenOptions[], now: readonly ListenOptions[]): string | undefined {
  const placeOf = ({ host, port }: ListenOptions): string => `${host}:${port}`
  const [old, fresh] = [before, now].map((list) => list.map(placeOf).join(', '))
  return old === fresh ? undefined : `Expected to listen on ${old} as at the start, got ${fresh}: start again for that.`
}
