import { curl } from '../../src/clients/curl.ts'
import { testLive } from '../support/client-probe.ts'

testLive(curl)
