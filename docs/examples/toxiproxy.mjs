// What a client meets while its mail server is well, slow, cut off and away, told through Toxiproxy's client for Node:
//   npm i toxiproxy-node-client
//   middlebox run --toxiproxy-api 0 -- node toxiproxy.mjs
import { connect, createServer } from 'node:net'
import { Toxiproxy } from 'toxiproxy-node-client'

// A server that speaks first, as mail servers and databases do.
const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.write('220 mail.test ready\r\n')
}).listen(0, '127.0.0.1')
await new Promise((listening) => server.once('listening', listening))

const toxiproxy = new Toxiproxy(process.env.TOXIPROXY_URL ?? 'http://localhost:8474')
const upstream = `127.0.0.1:${server.address().port}`
const proxy = await toxiproxy.createProxy({ name: 'mail', listen: '127.0.0.1:0', upstream })

/** What a new client hears in its first 150 ms. */
function hear() {
  return new Promise((heard) => {
    const client = connect(Number(proxy.listen.split(':')[1]), '127.0.0.1')
    client.on('data', (bytes) => heard(String(bytes).trim()))
    client.on('end', () => heard('the end'))
    client.on('error', ({ code }) => heard(code))
    client.setTimeout(150, () => heard('nothing yet'))
    client.on('close', () => heard('the end'))
  }).then((what) => console.log(what))
}

await hear()
const slow = await proxy.addToxic({ type: 'latency', attributes: { latency: 5000, jitter: 0 } })
await hear()
await slow.remove()
const cut = await proxy.addToxic({ type: 'reset_peer', attributes: { timeout: 0 } })
await hear()
await cut.remove()
await proxy.update({ enabled: false, listen: proxy.listen, upstream })
await hear()
await toxiproxy.reset()
await hear()
process.exit()
