/**
 * What keeps one HTTP/2 peer from taking the proxy from all others. nghttp2 limits resets and invalid frames when asked to;
 * the rate of PING and SETTINGS it does not, so those are counted here (CVE-2019-9512, -9515, CVE-2023-44487).
 */
import type { Http2Session } from 'node:http2'
import type { Core } from '../core.ts'

export const sessionLimits = {
  /** Resets tolerated at once, and per second after that. */
  streamResetBurst: 500,
  streamResetRate: 50,
  maxSessionInvalidFrames: 100,
  maxSessionRejectedStreams: 100,
  maxSettings: 32,
  maxOutstandingPings: 10,
  maxSendHeaderBlockLength: 262_144,
  /** Duplicated single-value fields are the sender's truth, not an error of ours. */
  strictSingleValueFields: false,
} as const

/**
 * ms between two looks whether the peer of a session over TLS is still there. While Node writes it reads nothing, and of a write
 * that fails with more still to be encrypted its TLS says nothing: such a session would never hear that its peer is gone.
 */
export const lookPause = 2_000

/** PING and SETTINGS frames a second; a browser sends a few a minute. */
const maxControlFrames = 100

/** Ends the session when its peer floods it with control frames. */
export function watchFlood(session: Http2Session, core: Core, tell: (message: string) => void): void {
  let second = 0
  let count = 0
  const note = (): void => {
    const now = Math.floor(core.clock.now() / 1000)
    if (now !== second) {
      second = now
      count = 0
    }
    if (++count !== maxControlFrames) return
    tell(`more than ${maxControlFrames} PING and SETTINGS frames in a second`)
    session.destroy()
  }
  session.on('ping', note)
  session.on('remoteSettings', note)
}
