import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A server of the program, on a port of its own. */
export type Server = { address: string; kill(): Promise<void>; start(): Promise<void> }

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** PostgreSQL's own program that makes a database, where its server programs are. */
function createdb(): string | undefined {
  const folders = ['/usr/lib/postgresql', '/opt/homebrew/opt'].flatMap((folder) =>
    existsSync(folder) ? readdirSync(folder).map((version) => join(folder, version, 'bin', 'createdb')) : [],
  )
  return [...folders, '/usr/bin/createdb', '/usr/local/bin/createdb'].find(existsSync)
}

/** The address of a new PostgreSQL database; undefined where there is no PostgreSQL. */
function newDatabase(): string | undefined {
  const given = process.env.TEST_DATABASE_URL
  const program = createdb()
  if (!given || !program) return undefined
  const name = `ajar_e2e_${crypto.randomUUID().replaceAll('-', '')}`
  execFileSync(program, ['--maintenance-db', given, name])
  return given.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`)
}

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
      process_ = spawn(command, args, { env, stdio: 'ignore' })
      while (!(await fetch(`${address}/readyz`).catch(() => null))?.ok) await new Promise((go) => setTimeout(go, 50))
    },
    async kill() {
      const ended = new Promise((gone) => process_?.once('exit', gone))
      process_?.kill('SIGKILL')
      await ended
    },
  }
}

/** Two servers of one empty registry; undefined where there is no PostgreSQL, which they need. */
export async function twoServers(): Promise<[Server, Server] | undefined> {
  const database = newDatabase()
  if (!database) return undefined
  const both: [Server, Server] = [await serverOn(database), await serverOn(database)]
  for (const server of both) await server.start()
  return both
}
