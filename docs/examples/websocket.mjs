/** Sends two messages over a WebSocket, prints what comes back, and closes. Node 24 or newer. */
const socket = new WebSocket(process.argv[2])
let answers = 0
socket.onopen = () => ['hello', 'again'].forEach((text) => socket.send(text))
socket.onmessage = ({ data }) => {
  console.log(data)
  if (++answers === 2) socket.close(1000, 'bye')
}
socket.onerror = ({ message }) => {
  console.error(message)
  process.exitCode = 1
}
