import { aws } from '../../src/clients/aws.ts'
import { testLive } from '../support/client-probe.ts'

testLive(aws)
