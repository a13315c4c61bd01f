import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What becomes of requests between the browser and the program. */
type Weather =
  | 'clear'
  /** Nobody answers. */
  | 'down'
  /** The program does what it is asked, and its answer to a write gets lost. */
  | 'loses-answers'
  /** A program that is restarted, as a proxy says it. */
  | 'busy'

/** Files of another version of the program, in the place of its own. */
type Files = Record<string, (own: string) => string>

/** A line between the browser and the program that a test can cut, with an address of its own. */
export async function lineTo(program: string) {
  const state: { weather: Weather; files: Files; writes: string[] } = { weather: 'clear', files: {}, writes: [] }
  const server = createServer((incoming, outgoing) => {
    if (state.weather === 'down') return void incoming.socket.destroy()
    if (incoming.method === 'POST') state.writes.push(String(incoming.url))
    if (state.weather === 'busy' && incoming.url?.startsWith('/api/'))
      return void outgoing.writeHead(503, { 'Content-Type': 'text/html', 'Retry-After': '1' }).end('<html>')
    pass(program, incoming, outgoing, state)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const place = server.address()
  const port = typeof place === 'object' && place ? place.port : 0
  return Object.assign(state, {
    address: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  })
}

function pass(
  program: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { weather, files }: { weather: Weather; files: Files },
) {
  const other = files[incoming.url ?? '']
  // What is put in the place of a file must arrive whole, and in clear.
  const { 'accept-encoding': _, 'if-none-match': __, ...headers } = incoming.headers
  const sent = request(program + incoming.url, { method: incoming.method, headers }, async (answer) => {
    if (weather === 'loses-answers' && incoming.method === 'POST')
      return void answer.on('end', () => incoming.socket.destroy()).resume()
    const { etag, 'content-length': length, ...kept } = answer.headers
    if (!other) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      return void answer.pipe(outgoing)
    }
    const own = await answer.toArray()
    outgoing.writeHead(answer.statusCode ?? 502, kept).end(other(Buffer.concat(own).toString()))
  })
  sent.on('error', () => incoming.socket.destroy())
  incoming.pipe(sent)
}
