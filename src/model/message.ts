/**
 * HTTP messages as they travel the chain: heads as ordered raw fields, bodies as streams with flow control.
 * Nothing here is lower-cased, merged, split or re-ordered: what arrived is what is kept.
 */

/**
 * Header or trailer fields in wire order, flat: name, value, name, value, … (the shape of Node's `rawHeaders`).
 * Names and values are bytes read as latin1; values are without the optional white space around them (RFC 9112 §5).
 */
export type Fields = readonly string[]

/** The version of one message. h2 and h2c both carry '2'. */
export type HttpVersion = '1.0' | '1.1' | '2'

export type RequestHead = {
  method: string
  /** The request-target exactly as written: origin, absolute, authority or asterisk form; over h2 the `:path` (CONNECT: the `:authority`). */
  target: string
  version: HttpVersion
  fields: Fields
  /** h1 only: the head's bytes as latin1, from the first byte of the request line through the blank line. */
  raw?: string
  /** h2 only: the `:scheme` pseudo field. */
  scheme?: string
  /** h2 only: the `:authority` pseudo field, absent when the client sent Host alone. */
  authority?: string
  /** h2 only: the `:protocol` pseudo field of an extended CONNECT (RFC 8441). */
  protocol?: string
  /** h2 only: the names of the pseudo fields in the client's order, where it is not `:method :protocol :scheme :authority :path`. */
  pseudoOrder?: readonly string[]
}

export type ResponseHead = {
  status: number
  /** The reason phrase as written; '' over h2, which has none. */
  reason: string
  version: HttpVersion
  fields: Fields
  /** h1 only: the head's bytes as latin1, from the first byte of the status line through the blank line. */
  raw?: string
}

export type Head = RequestHead | ResponseHead

/** Why a body or a channel ended before its end. */
export type Failure = {
  /** A code of the error table (`model/errors`), such as `upstream_reset`. */
  code: string
  /** One line for people, without the code. */
  message: string
  /** Whose side failed. */
  leg: 'client' | 'upstream' | 'middlebox'
  /** The bytes at fault as latin1, when a message could not be parsed. */
  bytes?: string
  /** What to do about it, where that is more than the hint of its code. */
  hint?: string
  /** The HTTP/2 error code that ended the stream or connection (RFC 9113 §7), to be passed on as it came. */
  errorCode?: number
  /** The upstream has done nothing with the request (RFC 9113 §8.7): whatever its method, it may be sent again. */
  unprocessed?: true
}

/** Where a body is poured. All calls are synchronous; a sink never calls back into the source but through `resume`. */
export interface Sink {
  /** Takes the bytes (they must not be changed afterwards). False asks the caller to pause until the sink resumes it. */
  write(chunk: Uint8Array): boolean
  /** The body is complete; `trailers` as they arrived, if any. */
  end(trailers?: Fields): void
  /** The body ended early: what was written so far is all there is. */
  fail(failure: Failure): void
}

/**
 * A message body on its way: a push stream with flow control and exactly one consumer.
 * Until `pipe` is called at most one socket read is held back.
 */
export interface Body {
  /** Bytes announced by the framing; 0 for none; null when only the end will tell (chunked, until close, h2 without content-length). */
  readonly length: number | null
  /** True once `pipe` or `cancel` has been called: an unread body can still be replaced or sent again. */
  readonly used: boolean
  /** Starts the flow into `sink`; chunks already here are written before this returns. Throws when called twice. */
  pipe(sink: Sink): void
  pause(): void
  resume(): void
  /** The consumer wants no more. The source may reset its connection. */
  cancel(): void
}

/** Two directions of bytes after a switch of protocols or a CONNECT. `end` on either side is a half-close. */
export interface Channel {
  /** Bytes from the upstream, for the client. */
  readonly down: Body
  /** Bytes from the client, for the upstream. Resumes the client through the `from` given to `accept`. */
  readonly up: Sink
  /** Connects the client's byte source, so that `up` can pause and resume it. */
  accept(from: { pause(): void; resume(): void }): void
  /** Drops both directions at once. `reset` sends RST where the transport has it. */
  close(how: 'close' | 'reset'): void
}

/** Where a request is to be sent. */
export type Target = {
  scheme: 'http' | 'https'
  /** Host name or IP address; IPv6 without brackets; lower case. */
  host: string
  port: number
  /** Path and query to ask for, beginning with '/', or '*' for OPTIONS. */
  path: string
  /** What to speak upstream; 'auto' mirrors the client where the origin allows it. */
  protocol: 'auto' | 'http/1.1' | 'h2'
  /** TLS server name to ask for, when it is not `host`. */
  serverName?: string
  /** A rule, a script or a person chose this server, which stands above the routes of a reverse proxy. */
  chosen?: true
}

/** How long the engine waits for an upstream, where that is less than its own limits: ms, absent = no limit. */
export type Patience = {
  /** For the connection, with name and TLS. */
  connect?: number
  /** From the connection to the head of the final answer. */
  response?: number
  /** The answer is not wanted any more, whoever's client is still there. */
  stop?: AbortSignal
}

/** A request as interceptors see and change it (by passing a changed copy on). */
export type Request = {
  head: RequestHead
  target: Target
  body: Body
  /** Changes since the previous leg, in order, each with its cause. */
  patches: readonly import('./hop.ts').Patch[]
  patience?: Patience
  /** Decides on the upstream's verdict before anyone else waits for it. */
  arbiter?: import('./verdict.ts').Arbiter | undefined
}
