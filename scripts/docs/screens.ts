/** The screens in the docs: what the program draws for each scene, in docs/screens/ and in the marked blocks of pages. */
import { setTimeout } from 'node:timers/promises'
import { faults } from '../../src/faults/index.ts'
import { commands } from '../../src/session/commands/index.ts'
import { createTestApp } from '../../test/support/tui.ts'
import { type Scene, scenes } from './screen-scenes.ts'

// Times of day are those of where the user is.
process.env['TZ'] = 'UTC'

async function draw({ columns, rows, events, keys }: Scene): Promise<string> {
  const app = createTestApp({
    columns,
    rows,
    events,
    source: {
      listening: {
        mode: 'forward',
        url: 'http://127.0.0.1:8080',
        port: 8080,
        ca: '/home/me/.local/share/middlebox/ca.pem',
        seed: '8f3a21aa',
      },
      commands: { list: commands, run: async () => undefined },
      faults,
    },
  })
  app.clock.advance(6000)
  await app.press(...keys)
  // Bodies are opened and compared between two frames.
  while (/opening …|comparing …/.test(app.screen())) await setTimeout(1)
  return `${app.screen()}\n`
}

const drawn = new Map<string, Promise<string>>()

/** @throws Error for a name that no scene has */
export function renderScreen(name: string): Promise<string> {
  const scene = scenes.find((one) => one.name === name)
  if (scene === undefined)
    throw new Error(`Expected the name of a scene in scripts/docs/screen-scenes.ts, got ${name}.`)
  const known = drawn.get(name) ?? draw(scene)
  drawn.set(name, known)
  return known
}

export const screenFiles = scenes.map(({ name }) => ({
  path: `docs/screens/${name}.txt`,
  render: () => renderScreen(name),
}))

const block = /(<!-- screen:([\w-]+) begin -->\n)[^]*?(<!-- screen:\2 end -->)/g

/** A page with the screens of now in its marked blocks. */
export async function fillScreens(text: string): Promise<string> {
  const names = [...text.matchAll(block)].map((match) => match[2]!)
  const screens = new Map(await Promise.all(names.map(async (name) => [name, await renderScreen(name)] as const)))
  return text.replace(block, (_all, begin: string, name: string, end: string) => {
    return `${begin}\`\`\`\n${screens.get(name)}\`\`\`\n${end}`
  })
}
