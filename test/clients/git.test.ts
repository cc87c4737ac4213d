import { git } from '../../src/clients/git.ts'
import { testLive } from '../support/client-probe.ts'

testLive(git)
