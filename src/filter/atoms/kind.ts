/** Atoms about what sort of conversation it is and how far it got: ~all ~http ~tcp ~udp ~dns ~websocket ~proto ~q ~s ~e ~tlserr ~replay…. */
import type { Exchange } from '../../model/exchange.ts'
import { flag } from '../atom.ts'
import type { Atom } from '../atom.ts'
import type { Argument } from '../node.ts'
import type { Phase } from '../phase.ts'
import { laterPhase } from '../phase.ts'
import { contentTypes, requestFields, responseFields } from './head.ts'

const always = () => true
const never = () => false
const answered = ({ status }: Partial<Exchange>) => status != null

export const kindAtoms: readonly Atom[] = [
  flag({
    name: 'all',
    from: 'mitmproxy',
    help: 'everything',
    phase: 'connection',
    yes: 'anything',
    no: 'nothing',
    tests: { exchange: always, tunnel: always, tlsFailure: always },
  }),
  flag({
    name: 'e',
    from: 'mitmproxy',
    help: 'ended with an error',
    phase: 'end',
    yes: 'there was an error',
    no: 'there was no error',
    tests: {
      exchange: ({ error, outcome }) =>
        error !== undefined || outcome === 'client_abort' || outcome === 'upstream_error',
      tunnel: ({ error }) => error !== undefined,
      tlsFailure: always,
    },
  }),
  flag({
    name: 'http',
    from: 'mitmproxy',
    help: 'HTTP, WebSocket included',
    phase: 'request-head',
    yes: 'it is HTTP',
    no: 'it is not HTTP',
    tests: { exchange: always },
  }),
  flag({
    name: 'tcp',
    from: 'mitmproxy',
    help: 'opaque tunnel',
    phase: 'connection',
    yes: 'it is an opaque tunnel',
    no: 'it is not an opaque tunnel',
    tests: { exchange: never, tunnel: always },
  }),
  flag({
    name: 'udp',
    from: 'mitmproxy',
    help: 'UDP: never here, read so that filters written for mitmproxy work',
    phase: 'connection',
    yes: 'it is UDP',
    no: 'it is not UDP',
    tests: { exchange: never },
  }),
  flag({
    name: 'dns',
    from: 'mitmproxy',
    help: 'DNS: never here, read so that filters written for mitmproxy work',
    phase: 'connection',
    yes: 'it is DNS',
    no: 'it is not DNS',
    tests: { exchange: never },
  }),
  flag({
    name: 'websocket',
    from: 'mitmproxy',
    help: 'WebSocket',
    phase: 'request-head',
    yes: 'it is a WebSocket',
    no: 'it is not a WebSocket',
    tests: { exchange: ({ kind }) => kind === 'websocket' },
  }),
  flag({
    name: 'q',
    from: 'mitmproxy',
    help: 'request without a response yet',
    phase: 'request-head',
    yes: 'there is no response yet',
    no: 'there is a response',
    tests: { exchange: (exchange) => !answered(exchange) },
  }),
  flag({
    name: 's',
    from: 'mitmproxy',
    help: 'has a response',
    phase: 'response-head',
    yes: 'there is a response',
    no: 'there is no response yet',
    tests: { exchange: answered },
  }),
  flag({
    name: 'replay',
    from: 'mitmproxy',
    help: 'replayed: sent again by us, or answered from a cassette',
    phase: 'response-head',
    yes: 'it is a replay',
    no: 'it is not a replay',
    tests: { exchange: (exchange) => isResent(exchange) || isRecorded(exchange) },
  }),
  flag({
    name: 'replayq',
    from: 'mitmproxy',
    help: 'request sent again by us',
    phase: 'request-head',
    yes: 'the request was sent again by us',
    no: 'the request was not sent again by us',
    tests: { exchange: isResent },
  }),
  flag({
    name: 'replays',
    from: 'mitmproxy',
    help: 'response from a cassette',
    phase: 'response-head',
    yes: 'the response came from a cassette',
    no: 'the response did not come from a cassette',
    tests: { exchange: isRecorded },
  }),
  flag({
    name: 'tlserr',
    from: 'middlebox',
    help: 'failed TLS handshake, with the client or upstream',
    phase: 'end',
    yes: 'a TLS handshake failed',
    no: 'no TLS handshake failed',
    tests: {
      exchange: ({ error }) => error !== undefined && /^(?:tls_|client_tls$)/.test(error.code),
      tlsFailure: always,
    },
  }),
  {
    name: 'proto',
    from: 'middlebox',
    argument: 'choice',
    choices: ['h1', 'h2', 'ws', 'sse', 'grpc'],
    help: 'protocol spoken with the client: HTTP/1, HTTP/2, WebSocket, Server-Sent Events, gRPC',
    example: '~proto sse',
    phase: (argument) =>
      protocolsOf(argument)
        .map((name) => protocols[name].phase)
        .reduce(laterPhase, 'connection'),
    clause: (argument) => [
      `the protocol is ${protocolsOf(argument).join(' or ')}`,
      `the protocol is not ${protocolsOf(argument).join(' or ')}`,
    ],
    compile: (argument) => {
      const tests = protocolsOf(argument).map((name) => protocols[name].test)
      return { exchange: (exchange) => tests.some((test) => test(exchange)) }
    },
  },
]

function isResent({ replayOf }: Partial<Exchange>): boolean {
  return replayOf !== undefined
}

function isRecorded({ cassette }: Partial<Exchange>): boolean {
  return cassette?.result === 'hit'
}

type Protocol = { phase: Phase; test(exchange: Partial<Exchange>): boolean }

const protocols = {
  h1: { phase: 'connection', test: ({ client }) => client?.protocol.startsWith('http/1') === true },
  h2: { phase: 'connection', test: ({ client }) => client?.protocol.startsWith('h2') === true },
  ws: { phase: 'request-head', test: ({ kind }) => kind === 'websocket' },
  sse: {
    phase: 'response-head',
    test: (exchange) => contentTypes(responseFields(exchange)).some((type) => /^text\/event-stream\b/i.test(type)),
  },
  grpc: {
    phase: 'request-head',
    test: (exchange) => contentTypes(requestFields(exchange)).some((type) => /^application\/grpc(?![\w-])/i.test(type)),
  },
} satisfies Record<string, Protocol>

function protocolsOf(argument: Argument): (keyof typeof protocols)[] {
  return argument.kind === 'choice' ? (argument.values as (keyof typeof protocols)[]) : []
}
