/** Makes a test of every cell of a group that exists; each has paths and connections of its own. */
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Exchange } from '../../../src/model/exchange.ts'
import { type Ask, type Call, type Client, type ClientName, clientNames } from './client.ts'
import { type Behaviour, type GroupName, emptyCells, table } from './table.ts'
import { type Served, type UpstreamName, upstreamNames } from './upstream.ts'
import { type World, openWorld } from './world.ts'

export type Cell = {
  clientName: ClientName
  upstreamName: UpstreamName
  clientIsH2: boolean
  upstreamIsH2: boolean
  client: Client
  world: World
  /** Asks over the cell's client, for the cell's origin. */
  ask(ask?: Partial<Ask>): { call: Call; served: Promise<Served>; ended(): Promise<Exchange> }
}

export type Runs<Group extends GroupName> = Record<keyof (typeof table)[Group], (cell: Cell) => Promise<void>>

export function describeCells<Group extends GroupName>(group: Group, runs: Runs<Group>): void {
  let world: World
  let count = 0
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world.close())
  for (const [name, behaviour] of Object.entries<Behaviour>(table[group])) {
    const run = (runs as Record<string, (cell: Cell) => Promise<void>>)[name]!
    describe(name, () => {
      for (const [clientName, upstreamName] of cellsOf(behaviour)) {
        test(`${clientName} × ${upstreamName}`, async () => {
          const client = await world.connect(clientName)
          const cell = makeCell(world, client, upstreamName, () => `/${upstreamName}/${++count}`)
          await run(cell)
          client.close()
        })
      }
    })
  }
}

function cellsOf(behaviour: Behaviour): [ClientName, UpstreamName][] {
  const empty = new Set(emptyCells(behaviour).map(({ client, upstream }) => `${client} × ${upstream}`))
  return clientNames
    .flatMap((client) => upstreamNames.map((upstream): [ClientName, UpstreamName] => [client, upstream]))
    .filter(([client, upstream]) => !empty.has(`${client} × ${upstream}`))
}

function makeCell(world: World, client: Client, upstreamName: UpstreamName, newPath: () => string): Cell {
  const upstream = world.upstreams[upstreamName]
  return {
    clientName: client.name,
    upstreamName,
    clientIsH2: client.name.startsWith('h2'),
    upstreamIsH2: upstreamName.startsWith('h2'),
    client,
    world,
    ask: (ask = {}) => {
      const path = newPath()
      const call = client.ask({ authority: `127.0.0.1:${upstream.port}`, path, ...ask })
      return { call, served: upstream.take(path), ended: () => world.ended(path) }
    },
  }
}
