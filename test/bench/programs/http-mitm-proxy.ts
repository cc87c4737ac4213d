/** http-mitm-proxy with keep-alive on, which is not its default. Arguments: its CA directory. */
import { Agent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { Proxy } from 'http-mitm-proxy'

const [directory = ''] = process.argv.slice(2)
const proxy = new Proxy()
proxy.onError(() => undefined)
proxy.listen(
  {
    host: '127.0.0.1',
    port: 0,
    sslCaDir: directory,
    keepAlive: true,
    httpAgent: new Agent({ keepAlive: true }),
    httpsAgent: new TlsAgent({ keepAlive: true, rejectUnauthorized: false }),
  },
  () => process.stdout.write(`listening ${proxy.httpPort}\n`),
)
