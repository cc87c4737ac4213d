/** The peers, in the order of the tables: Middlebox, the baseline, then the others. */
import { bare } from './bare.ts'
import { haproxy } from './haproxy.ts'
import { httpMitmProxy } from './http-mitm-proxy.ts'
import { middlebox } from './middlebox.ts'
import { mitmdump } from './mitmdump.ts'
import { mockttp } from './mockttp.ts'
import { nginx } from './nginx.ts'
import type { Peer } from './peer.ts'
import { squid } from './squid.ts'

export const peers: readonly Peer[] = [middlebox, bare, haproxy, nginx, squid, httpMitmProxy, mockttp, mitmdump]
