import { cargo } from '../../src/clients/cargo.ts'
import { testLive } from '../support/client-probe.ts'

testLive(cargo)
