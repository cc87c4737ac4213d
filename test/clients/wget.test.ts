import { wget } from '../../src/clients/wget.ts'
import { testLive } from '../support/client-probe.ts'

testLive(wget)
