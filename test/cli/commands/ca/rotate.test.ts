import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rotateCa } from '../../../../src/cli/commands/ca/rotate.ts'
import { testRootWorld } from '../../../support/authority.ts'
import { useCaHome } from '../../../support/ca-home.ts'

const home = useCaHome()
const pem = () => readFileSync(join(home.path, 'ca.pem'), 'utf8')
const answer = (yes: boolean) => () => Promise.resolve(yes)
const never = () => Promise.reject(new Error('asked'))

test('after a yes: a new one, the old one aside, and what is to do now', async () => {
  const world = home.world()
  const before = pem()
  await rotateCa(world, { permit: ['*.corp.example'] }, answer(true), testRootWorld())
  expect(pem()).not.toBe(before)
  const aside = /The old one is in (\S+)\.\n/.exec(world.out)![1]!
  expect(readFileSync(join(aside, 'ca.pem'), 'utf8')).toBe(before)
  expect(world.out).toContain('vouches for  *.corp.example, *.middlebox.test only')
  expect(world.out).toContain(`MIDDLEBOX_HOME='${aside}' middlebox ca untrust`)
  expect(world.out).toContain('middlebox ca trust')
})

test('after a no everything stays', async () => {
  const world = home.world()
  const before = pem()
  await rotateCa(world, { permit: [] }, answer(false), testRootWorld())
  expect(pem()).toBe(before)
  expect(world.out).toBe('Nothing was changed.\n')
})

test('--yes does not ask', async () => {
  const before = pem()
  await rotateCa(home.world(), { permit: [], yes: true }, never, testRootWorld())
  expect(pem()).not.toBe(before)
})

test('a wrong permit is refused before anything is asked', async () => {
  const before = pem()
  await expect(rotateCa(home.world(), { permit: ['*'] }, never, testRootWorld())).rejects.toMatchObject({
    code: 'usage',
  })
  expect(pem()).toBe(before)
})

test('where there is none, there is nothing to ask and nothing aside', async () => {
  rmSync(join(home.path, 'ca.pem'))
  rmSync(join(home.path, 'ca-key.pem'))
  const world = home.world()
  await rotateCa(world, { permit: [] }, never, testRootWorld())
  expect(world.out).toContain('is the CA now.')
  expect(world.out).not.toContain('The old one')
})
