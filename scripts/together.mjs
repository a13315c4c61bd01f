// Runs a command in a process group of its own: node scripts/together.mjs COMMAND…
//
// Whoever ends it ends all that it has begun. A shell that is told to end waits for
// the command that it runs, which has been told nothing: Ctrl-C tells all, but what
// ends a job of CI often tells the first process alone.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

const [command = '', ...args] = process.argv.slice(2)
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] })

// Everything here ends in order when it is interrupted, and who repeats it insists.
let told = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    process.kill(-child.pid, told ? 'SIGTERM' : 'SIGINT')
    told = constants.signals[signal]
  })

child.on('error', (error) => {
  console.error(`${command}: ${error.message}`)
  process.exit(127)
})
child.on('exit', (code, signal) => process.exit(told ? 128 + told : (code ?? 128 + constants.signals[signal])))
