/** The limits of PRODUCT §11 as config keys. They have no flags: who needs them writes them down. */
import { formatBytes } from '../kit/bytes.ts'
import { formatDuration } from '../kit/duration.ts'
import type { Limits } from '../model/options.ts'
import { defaultOptions } from '../model/options.ts'
import type { Kind } from './kind.ts'
import { count, duration, size } from './kinds.ts'

type LimitDefinition = { kind: Kind<number>; help: string; shown: string }

const { limits } = defaultOptions
const time = duration()

export const limitDefinitions = {
  headBytes: { kind: size, help: 'size of one head', shown: formatBytes(limits.headBytes) },
  fieldCount: { kind: count(1, 100_000), help: 'field lines of one head', shown: String(limits.fieldCount) },
  targetBytes: { kind: size, help: 'size of a request target', shown: formatBytes(limits.targetBytes) },
  headTimeout: { kind: time, help: 'time for a request head to arrive', shown: formatDuration(limits.headTimeout) },
  keepAliveTimeout: {
    kind: time,
    help: 'time a kept client connection may idle',
    shown: formatDuration(limits.keepAliveTimeout),
  },
  upstreamIdleTimeout: {
    kind: time,
    help: 'time a kept upstream connection may idle',
    shown: formatDuration(limits.upstreamIdleTimeout),
  },
  connections: { kind: count(1, 1_000_000), help: 'client connections at once', shown: String(limits.connections) },
} as const satisfies Record<keyof Limits, LimitDefinition>
