import { nodeFetch, nodeHttp } from '../../src/clients/node.ts'
import { testLive } from '../support/client-probe.ts'

testLive(nodeHttp)
testLive(nodeFetch)
