/**
 * The server's side of a SOCKS handshake, without sockets: SOCKS5 with no authentication (RFC 1928), SOCKS4 and 4a. Only
 * CONNECT is served. Bytes come in as they arrive, in any pieces.
 */
import { decodeAddress, textOfName, textOfV4 } from './address.ts'

/** How the connection asked for ended. */
export type SocksOutcome = 'granted' | 'failed' | 'not_allowed' | 'network_unreachable' | 'host_unreachable' | 'refused'

export type SocksStep = {
  /** To be written at once. */
  reply?: Uint8Array
  /** What the client wants; `rest` is what it sent after. `answer` has yet to be written. */
  done?: { host: string; port: number; rest: Uint8Array }
  /** One line; the connection is to be closed after the reply. */
  error?: string
}

export interface SocksHandshake {
  feed(bytes: Uint8Array): SocksStep
  /** The reply to the request, in the client's version, once `done` was given. */
  answer(outcome: SocksOutcome): Uint8Array
}

const replies5: Readonly<Record<SocksOutcome, number>> = {
  granted: 0,
  failed: 1,
  not_allowed: 2,
  network_unreachable: 3,
  host_unreachable: 4,
  refused: 5,
}
const commandNotSupported = 7
const addressTypeNotSupported = 8

/** Longest user or name taken in SOCKS4, where only a zero byte ends them. */
const maxText = 255

const none = new Uint8Array(0)

export function createSocksHandshake(): SocksHandshake {
  let held: Uint8Array = none
  let stage: 'greeting' | 'request' | 'over' = 'greeting'
  let version = 5

  const over = (step: SocksStep): SocksStep => {
    stage = 'over'
    held = none
    return step
  }
  const answer = (outcome: SocksOutcome) => (version === 4 ? reply4(outcome === 'granted') : reply5(replies5[outcome]))
  const finish = (host: string, port: number, used: number): SocksStep => {
    if (host !== '' && port !== 0) return over({ done: { host, port, rest: held.subarray(used) } })
    return over({
      reply: answer('failed'),
      error: `Expected a host and a port from 1, got ${JSON.stringify(host)} and ${port}`,
    })
  }

  function greeting(): SocksStep | undefined {
    const count = held[1]
    if (count === undefined || held.length < 2 + count) return undefined
    const methods = held.subarray(2, 2 + count)
    if (!methods.includes(0)) {
      const error = `Expected a client that needs no authentication, got one that offers methods ${[...methods].join(', ') || 'none'}`
      return over({ reply: Uint8Array.of(5, 255), error })
    }
    held = held.subarray(2 + count)
    stage = 'request'
    return { reply: Uint8Array.of(5, 0) }
  }

  function request5(): SocksStep | undefined {
    const [sent, command] = held
    if (sent !== undefined && sent !== 5)
      return over({ reply: reply5(1), error: `Expected SOCKS version 5, got ${sent}` })
    if (command !== undefined && command !== 1) {
      return over({
        reply: reply5(commandNotSupported),
        error: `Expected the command CONNECT, got ${commandName(command)}`,
      })
    }
    const address = decodeAddress(held, 3)
    if (address.kind === 'more') return undefined
    if (address.kind === 'address') return finish(address.host, address.port, 3 + address.length)
    return over({
      reply: reply5(addressTypeNotSupported),
      error: `Expected an IPv4 address, an IPv6 address or a name, got address type ${address.type}`,
    })
  }

  function request4(): SocksStep | undefined {
    const command = held[1]
    if (command !== undefined && command !== 1) {
      return over({ reply: reply4(false), error: `Expected the command CONNECT, got ${commandName(command)}` })
    }
    if (held.length < 9) return undefined
    const port = held[2]! * 256 + held[3]!
    const ip = held.subarray(4, 8)
    const user = textUntilZero(held, 8)
    if (user === 'more') return undefined
    if (user === 'too-long') return over({ reply: reply4(false), error: `Expected a user of at most ${maxText} bytes` })
    // SOCKS4a: 0.0.0.x with x not zero says that a name follows the user.
    const named = ip[0] === 0 && ip[1] === 0 && ip[2] === 0 && ip[3] !== 0
    if (!named) return finish(textOfV4(ip), port, user.end)
    const name = textUntilZero(held, user.end)
    if (name === 'more') return undefined
    if (name === 'too-long') return over({ reply: reply4(false), error: `Expected a name of at most ${maxText} bytes` })
    return finish(textOfName(name.bytes), port, name.end)
  }

  function read(): SocksStep {
    version = held[0] === 4 && stage === 'greeting' ? 4 : version
    if (version === 4) return request4() ?? {}
    if (stage === 'request') return request5() ?? {}
    const [first] = held
    if (first !== undefined && first !== 5) return over({ error: `Expected SOCKS version 4 or 5, got ${first}` })
    const greeted = greeting()
    if (!greeted || greeted.error !== undefined) return greeted ?? {}
    // A client may send its request without waiting for the answer to its greeting.
    const step = request5() ?? {}
    return { ...step, reply: Buffer.concat([greeted.reply ?? none, step.reply ?? none]) }
  }

  return {
    answer,
    feed(bytes) {
      if (stage === 'over') throw new Error('The SOCKS handshake is over: these bytes belong to the tunnel')
      // The caller may reuse its buffer, so what is held back is a copy.
      held = Buffer.concat([held, bytes])
      return read()
    },
  }
}

function textUntilZero(bytes: Uint8Array, from: number): { bytes: Uint8Array; end: number } | 'more' | 'too-long' {
  const zero = bytes.indexOf(0, from)
  const length = (zero < 0 ? bytes.length : zero) - from
  if (length > maxText) return 'too-long'
  return zero < 0 ? 'more' : { bytes: bytes.subarray(from, zero), end: zero + 1 }
}

/** With the address 0.0.0.0:0, since the one we connect from is nobody's business. */
function reply5(code: number): Uint8Array {
  return Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0)
}

function reply4(granted: boolean): Uint8Array {
  return Uint8Array.of(0, granted ? 90 : 91, 0, 0, 0, 0, 0, 0)
}

function commandName(command: number): string {
  return command === 2 ? 'BIND' : command === 3 ? 'UDP ASSOCIATE' : `command ${command}`
}
