import { expect, test } from 'vitest'
import { homeStyle } from '../../src/origin/home-style.ts'

test('every colour is a name that both light and dark give a value', () => {
  const [light, dark] = [...homeStyle.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => names(block!))
  const used = new Set([...homeStyle.matchAll(/var\((--\w+)\)/g)].map(([, name]) => name!))
  expect([...used].sort()).toEqual([...light!].sort())
  expect(dark).toEqual(light)
})

test('nothing is loaded', () => {
  expect(homeStyle).not.toMatch(/url\(|@import|@font-face/)
})

function names(block: string): string[] {
  return [...block.matchAll(/(--\w+):/g)].map(([, name]) => name!)
}
