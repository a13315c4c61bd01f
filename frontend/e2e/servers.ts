import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A server of the program, on a port of its own. */
export type Server = { address: string; kill(): Promise<void>; start(): Promise<void> }

const isFree = (port: number) =>
  new Promise<boolean>((answer) => {
    const probe = createServer().once('error', () => answer(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
  })

/**
 * A port at which nobody listens. Of those above, the system gives one to each connection that a program makes, and one
 * that is free now may be taken before the server has it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

/** The folder of PostgreSQL's own programs that make and drop a database. */
function programs(): string | undefined {
  const folders = ['/usr/lib/postgresql', '/opt/homebrew/opt'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin')) : [],
  )
  return [...folders, '/usr/bin', '/usr/local/bin'].find((folder) => existsSync(join(folder, 'createdb')))
}

/** A new PostgreSQL database and how it goes again; undefined where there is no PostgreSQL. */
function newDatabase() {
  const given = process.env.TEST_DATABASE_URL
  const folder = programs()
  if (!given || !folder) return undefined
  const name = `ajar_e2e_${crypto.randomUUID().replaceAll('-', '')}`
  const run = (program: string, ...how: string[]) =>
    execFileSync(join(folder, program), ['--maintenance-db', given, ...how, name])
  run('createdb')
  const address = given.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`)
  return { address, drop: () => run('dropdb', '--force', '--if-exists') }
}

/** What still runs when the tests are broken off ends with them. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const one of running) one.kill('SIGKILL')
})

/** A server on a database, with more settings than the address. */
export async function serverOn(database: string, settings: Record<string, string> = {}): Promise<Server> {
  const listen = `127.0.0.1:${await freePort()}`
  const address = `http://${listen}`
  let process_: ChildProcess | undefined
  const [command = '', ...args] = (process.env.AJAR_BIN ?? '../ajar serve').split(' ')
  return {
    address,
    async start() {
      const env = { ...process.env, AJAR_LISTEN: listen, AJAR_DATABASE_URL: database, ...settings }
      const started = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
      process_ = started
      let said = ''
      started.stderr.on('data', (more) => {
        said += more
      })
      running.add(started)
      started.once('exit', () => running.delete(started))
      while (!(await fetch(`${address}/readyz`).catch(() => null))?.ok) {
        if (started.exitCode !== null) throw new Error(`the server at ${address} ended: ${said}`)
        await new Promise((go) => setTimeout(go, 50))
      }
    },
    async kill() {
      if (!process_ || !running.has(process_)) return
      const ended = new Promise((gone) => process_?.once('exit', gone))
      process_.kill('SIGKILL')
      await ended
    },
  }
}

/** Two servers of one empty registry, and how they go again; undefined where there is no PostgreSQL, which they need. */
export async function twoServers() {
  const database = newDatabase()
  if (!database) return undefined
  const servers: [Server, Server] = [await serverOn(database.address), await serverOn(database.address)]
  const end = async () => {
    for (const server of servers) await server.kill()
    database.drop()
  }
  try {
    for (const server of servers) await server.start()
  } catch (error) {
    await end()
    throw error
  }
  return { servers, end }
}
