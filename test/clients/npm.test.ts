import { npm } from '../../src/clients/npm.ts'
import { testLive } from '../support/client-probe.ts'

testLive(npm)
