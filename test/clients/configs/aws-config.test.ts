import { expect, test } from 'vitest'
import { readAwsConfig } from '../../../src/clients/configs/aws-config.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'

const text = '[default]\nca_bundle = /a.pem\n[profile work]\nregion = x\nca_bundle = /b.pem\n'
const read = (env: Record<string, string>, path = `${testHome}/.aws/config`) =>
  readAwsConfig(fileMachine({ [path]: text }, { env })).then(({ settings }) => settings['aws ca_bundle'])

test('the profile in use decides', async () => {
  expect(await read({})).toEqual({ name: 'ca_bundle', value: '/a.pem', place: '~/.aws/config:2' })
  expect(await read({ AWS_PROFILE: 'work' })).toMatchObject({ value: '/b.pem', place: '~/.aws/config:5' })
  expect(await read({ AWS_PROFILE: 'other' })).toBeUndefined()
})

test('AWS_CONFIG_FILE names another file', async () => {
  expect(await read({ AWS_CONFIG_FILE: '/c' }, '/c')).toMatchObject({ place: '/c:2' })
})
