import { perl } from '../../src/clients/perl.ts'
import { testLive } from '../support/client-probe.ts'

testLive(perl)
