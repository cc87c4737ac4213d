/** The reference page of protocol pairings, from the table that the wire tests run. */
import { clientNames } from '../../test/support/matrix/client.ts'
import { type Behaviour, emptyCells, table } from '../../test/support/matrix/table.ts'
import { upstreamNames } from '../../test/support/matrix/upstream.ts'

export function renderProtocols(): string {
  const groups = Object.entries(table).map(([group, behaviours]) => `## ${title(group)}\n\n${rows(behaviours)}`)
  return `<!-- Written by "npm run docs" from test/support/matrix/table.ts. -->

# Protocol pairings

Clients may speak ${list(clientNames)} (h2 inside a TLS tunnel, h2c by prior knowledge to the proxy's port or in a tunnel); origins may
speak ${list(upstreamNames)}. Any client meets any origin. What follows holds for every pair, and each line is a test of every pair;
pairs that cannot be are listed with the reason. 1.1 in TLS is a client in a tunnel that Middlebox looks into.

${groups.join('\n\n')}
`
}

function rows(behaviours: Record<string, Behaviour>): string {
  return Object.entries(behaviours)
    .map(([name, behaviour]) => `### ${title(name)}\n\n${behaviour.says}${reasons(behaviour)}`)
    .join('\n\n')
}

function reasons(behaviour: Behaviour): string {
  const byReason = Map.groupBy(emptyCells(behaviour), ({ reason }) => reason)
  const lines = [...byReason].map(([reason, cells]) => `- ${pairs(cells)}: ${reason}`)
  return lines.length === 0 ? '' : `\n\nPairs that cannot be:\n\n${lines.join('\n')}`
}

/** Whole rows and columns are named once. */
function pairs(cells: readonly { client: string; upstream: string }[]): string {
  const clients = [...new Set(cells.map(({ client }) => client))]
  const upstreams = [...new Set(cells.map(({ upstream }) => upstream))]
  if (clients.length === clientNames.length) return `every client × ${upstreams.join(', ')}`
  if (upstreams.length === upstreamNames.length) return `${clients.join(', ')} × every origin`
  return `${clients.join(', ')} × ${upstreams.join(', ')}`
}

function list(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
