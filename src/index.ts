/** Middlebox as a library: start a session, read what it saw. Listed by hand; what is not here is not public. */
export {
  createSession,
  systemWorld,
  type ListenerInfo,
  type Session,
  type SessionWorld,
} from './session/create-session.ts'
export { defaultOptions, type SessionOptions } from './model/options.ts'
export { MiddleboxError, type ErrorCode } from './model/errors.ts'
export { compileFilter, type Filter } from './filter/index.ts'
export { legHeads } from './kit/legs.ts'
export { explainHop, selectExchanges, type Change, type Store } from './store/index.ts'
export type { Context, Handler, Interceptor, Mode } from './model/contract.ts'
export type { ProxyEvent } from './model/event.ts'
export type {
  Exchange,
  Outcome,
  StreamMessage,
  Timings,
  TlsFailure,
  Tunnel,
  UpstreamInfo,
  ClientInfo,
} from './model/exchange.ts'
export type { Cause, Hop, Leg, Patch } from './model/hop.ts'
export type {
  Body,
  Channel,
  Failure,
  Fields,
  Head,
  Request,
  RequestHead,
  ResponseHead,
  Sink,
  Target,
} from './model/message.ts'
export type {
  OnExchange,
  OnMessage,
  OnRequest,
  OnResponse,
  ScriptAnswer,
  ScriptContext,
  ScriptExchange,
  ScriptHeaders,
  ScriptMessage,
  ScriptRequest,
  ScriptResponse,
} from './model/script.ts'
export type { TcpProxies, TcpProxy, TcpProxyPlace, Toxic, Traffic } from './model/tcp-proxy.ts'
export type { Verdict } from './model/verdict.ts'
