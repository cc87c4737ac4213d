/**
 * The protocol matrix: what must hold for every version of the client against every version of the origin,
 * and for each cell that cannot exist the reason. The tests in test/wire/matrix run it and docs/reference/protocols.md prints it.
 */
import { type ClientName, clientNames } from './client.ts'
import { type UpstreamName, upstreamNames } from './upstream.ts'

export type Behaviour = {
  /** One line for the reference page: what both ends see. */
  says: string
  /** Why this cell cannot exist. */
  empty?(client: ClientName, upstream: UpstreamName): string | undefined
}

const noLength10 = 'An HTTP/1.0 request body needs a Content-Length (RFC 1945 §7.2.2).'
const chunkedTo10 =
  'An HTTP/1.0 origin has no chunked coding (RFC 9112 §6.1), its version is known only from its answer, and holding the upload back until its length is known would break streaming.'
const no1xx10 = 'HTTP/1.0 defines no 1xx status, so an HTTP/1.0 origin sends none (RFC 9110 §15.2).'
const noTrailers10 = 'Trailers need chunks or frames; an HTTP/1.0 origin has neither.'

function unknownUpload(client: ClientName, upstream: UpstreamName): string | undefined {
  if (client === '1.0') return noLength10
  return upstream === '1.0' ? chunkedTo10 : undefined
}

/** Groups are the test files, behaviours the tests in them. */
export const table = {
  body: {
    'download of known length': {
      says: '1 byte and 300 KB arrive equal, with the Content-Length the origin gave.',
    },
    'download of unknown length': {
      says: 'Bytes arrive equal; chunked for HTTP/1.1 clients, until close for HTTP/1.0 clients and where the origin framed by its close, plain frames over h2.',
    },
    'upload of known length': {
      says: '1 byte and 300 KB arrive equal, with the Content-Length the client gave.',
    },
    'upload of unknown length': {
      says: 'Bytes arrive equal; chunked to HTTP/1.1 origins, plain frames to h2 origins, and never a length that nobody gave.',
      empty: unknownUpload,
    },
    fields: {
      says: 'Order and duplicates survive; letter case and reason phrase between HTTP/1 ends; names are lower case over h2; Host becomes :authority and back; Cookie lines become one for HTTP/1 origins of h2 clients.',
    },
  },
  trailers: {
    'response trailers': {
      says: 'Arrive after the body; an HTTP/1.0 client gets the body whole and no trailers.',
      empty: (_client, upstream) => (upstream === '1.0' ? noTrailers10 : undefined),
    },
    'request trailers': {
      says: 'Arrive after the body.',
      empty: unknownUpload,
    },
  },
  interim: {
    'early hints': {
      says: 'Several 103 heads arrive in order before the 200; an HTTP/1.0 client gets the 200 alone.',
      empty: (_client, upstream) => (upstream === '1.0' ? no1xx10 : undefined),
    },
    'expect 100-continue': {
      says: 'The client sends its body only after the 100 of the origin has come through.',
      empty: (client, upstream) =>
        client === '1.0'
          ? 'An HTTP/1.0 client cannot be sent a 100, so it does not wait for one (RFC 9110 §10.1.1).'
          : upstream === '1.0'
            ? no1xx10
            : undefined,
    },
  },
  bodyless: {
    HEAD: { says: 'Content-Length is kept, no body follows, the connection goes on.' },
    '204': { says: 'No body and no framing field.' },
    '304': { says: 'Content-Length is kept as the description of the body a 200 would have; no body follows.' },
  },
  early: {
    'early answer, the origin reads on': {
      says: 'The client has the whole answer before it ends its upload; the rest of the upload still arrives; the connection goes on.',
    },
    'early answer, the origin stops reading': {
      says: 'The client has the whole answer although the origin closes (HTTP/1) or sends RST_STREAM with NO_ERROR (h2) before the upload ends; the exchange is complete.',
    },
  },
  abort: {
    'the client goes while it waits': {
      says: 'The origin sees RST_STREAM with CANCEL or the end of its connection at once; the outcome is client_abort.',
    },
    'the client goes in the download': {
      says: 'The origin sees RST_STREAM with CANCEL or the end of its connection at once; the outcome is client_abort.',
    },
    'the client goes in the upload': {
      says: 'The origin sees RST_STREAM with CANCEL or the end of its connection, never a complete body; the outcome is client_abort.',
    },
    'half-close': {
      says: 'A client that sends FIN right after its request still gets the whole answer.',
      empty: (client) =>
        client === 'h2' || client === 'h2c'
          ? 'END_STREAM is the half-close of h2, and every request has it (RFC 9113 §8.1).'
          : undefined,
    },
  },
  reset: {
    'reset before the head': {
      says: 'The client gets 502 with Proxy-Status and the cause; the outcome is upstream_error.',
    },
    'close before the head': {
      says: 'The client gets 502 with Proxy-Status and the cause; the outcome is upstream_error.',
    },
    'reset in a body of known length': {
      says: 'The client sees a reset or a close before the length is reached, over h2 RST_STREAM with the code of the origin; the outcome is upstream_error.',
    },
    'reset in a body of unknown length': {
      says: 'The client sees a broken body, never a clean end, over h2 RST_STREAM with the code of the origin; the outcome is upstream_error.',
    },
    'close in a body': {
      says: 'An origin that closes before the end of the framing it announced breaks the body for the client too; the outcome is upstream_error. (A close is the proper end of an HTTP/1.0 body without length.)',
    },
    'reset in the upload': {
      says: 'The client gets 502 with Proxy-Status; the outcome is upstream_error.',
    },
  },
} as const satisfies Record<string, Record<string, Behaviour>>

export type GroupName = keyof typeof table

export type EmptyCell = { client: ClientName; upstream: UpstreamName; reason: string }

/** The cells of a behaviour that cannot exist, each with its reason. */
export function emptyCells(behaviour: Behaviour): EmptyCell[] {
  return clientNames.flatMap((client) =>
    upstreamNames.flatMap((upstream) => {
      const reason = behaviour.empty?.(client, upstream)
      return reason === undefined ? [] : [{ client, upstream, reason }]
    }),
  )
}
