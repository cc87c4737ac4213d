/** The desk: what a breakpoint holds lies here until somebody, its time limit or the end of its client decides. */
import type { Clock, Timer } from '../kit/clock.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Desk, Pause, Paused, PausedEdit, Pausing, Release, ReleaseReason } from '../model/paused.ts'
import { applyEdit } from './desk-edit.ts'

export interface SessionDesk extends Desk {
  /** Oldest first. */
  list(): readonly Paused[]
  /** By its own id, or by its exchange's: then the one that waits longest. */
  find(id: string): Paused | undefined
  /** Changes what waits; it goes on waiting. @throws MiddleboxError usage when it has no such part */
  edit(id: string, edit: PausedEdit): Paused
  /** False when it is not there any more. */
  release(id: string, how: Exclude<Release, { kind: 'gone' }>): boolean
  /** Lets everything go on as it is; the number of those. */
  releaseAll(): number
  /** Lets what waits go on, and holds nothing from here on. */
  close(): void
}

type Held = { size: number; paused: Paused; edit: PausedEdit; timer: Timer | undefined; settle(release: Release): void }

/** What the desk holds at most: nobody decides on more, and each of them holds bodies. What comes then goes on at once. */
const mostHeld = 1_000
const mostBytes = 256 * 1024 * 1024

export function createDesk(clock: Clock, emit: (event: ProxyEvent) => void): SessionDesk {
  const held = new Map<string, Held>()
  let bytes = 0
  let count = 0
  let closed = false
  let toldFull = false

  const leave = (one: Held, release: Release, reason: ReleaseReason): void => {
    if (!held.delete(one.paused.id)) return
    bytes -= one.size
    if (held.size === 0) toldFull = false
    one.timer?.stop()
    emit({ type: 'resumed', id: one.paused.exchange, at: clock.now(), pause: one.paused.id, reason })
    one.settle(release)
  }
  const goOn = ({ edit, paused }: Held): Release => (paused.edited ? { kind: 'resume', edit } : { kind: 'resume' })
  const expire = (one: Held): void =>
    one.paused.then === 'drop' ? leave(one, { kind: 'drop' }, 'timeout') : leave(one, goOn(one), 'timeout')
  const lookUp = (id: string): Held | undefined =>
    held.get(id) ?? [...held.values()].find(({ paused }) => paused.exchange === id)
  const release = (one: Held, how: Exclude<Release, { kind: 'gone' }>): void => {
    if (how.kind === 'drop') return leave(one, how, 'dropped')
    if (how.kind === 'answer') return leave(one, how, 'answered')
    if (how.edit !== undefined) change(one, how.edit)
    leave(one, goOn(one), one.paused.edited ? 'edited' : 'resumed')
  }
  const tellFull = (exchange: string): void => {
    if (toldFull) return
    toldFull = true
    const message = `${held.size} exchanges are paused, which is all the desk holds: what comes now goes on as it is`
    emit({ type: 'warning', at: clock.now(), code: 'desk_full', message, exchange })
  }
  const change = (one: Held, edit: PausedEdit): void => {
    one.paused = applyEdit(one.paused, edit)
    one.edit = { ...one.edit, ...edit }
  }

  return {
    hold: (pausing, signal) =>
      new Promise((settle) => {
        if (closed || signal.aborted) return settle(closed ? { kind: 'resume' } : { kind: 'gone' })
        const size = sizeOf(pausing)
        if (held.size >= mostHeld || bytes + size > mostBytes) {
          tellFull(pausing.exchange)
          return settle({ kind: 'resume' })
        }
        bytes += size
        const one: Held = {
          size,
          paused: laidDown(pausing, String(++count), clock.now()),
          edit: {},
          timer: undefined,
          settle,
        }
        const { timeout } = pausing
        if (timeout !== undefined) one.timer = clock.after(timeout, () => expire(one))
        held.set(one.paused.id, one)
        signal.addEventListener('abort', () => leave(one, { kind: 'gone' }, 'gone'), { once: true })
        emit({ type: 'paused', id: pausing.exchange, at: one.paused.since, pause: pauseOf(one.paused) })
      }),
    list: () => [...held.values()].map(({ paused }) => paused),
    find: (id) => lookUp(id)?.paused,
    edit(id, edit) {
      const one = lookUp(id)
      if (one === undefined) throw notPaused(id)
      change(one, edit)
      return one.paused
    },
    release(id, how) {
      const one = lookUp(id)
      if (one !== undefined) release(one, how)
      return one !== undefined
    },
    releaseAll() {
      const all = [...held.values()]
      for (const one of all) release(one, { kind: 'resume' })
      return all.length
    },
    close() {
      closed = true
      for (const one of [...held.values()]) leave(one, goOn(one), 'closed')
    },
  }
}

/** The complaint about an id that names nothing on the desk. */
export function notPaused(id: string): MiddleboxError {
  return new MiddleboxError(
    'not_found',
    `Expected the id of something paused, got ${JSON.stringify(id)}.`,
    'The command paused lists what waits.',
  )
}

function laidDown({ timeout, ...pausing }: Pausing, id: string, since: number): Paused {
  return { ...pausing, id: `p${id}`, since, ...(timeout !== undefined && { until: since + timeout }), edited: false }
}

function sizeOf({ request, response, message }: Pausing): number {
  return request.body.data.length + (response?.body.data.length ?? 0) + (message?.data.length ?? 0)
}

function pauseOf({ id, at, since, until, then, rule }: Paused): Pause {
  return { id, at, since, ...(until !== undefined && { until }), then, rule }
}
