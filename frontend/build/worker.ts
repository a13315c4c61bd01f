import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { build, type Plugin } from 'vite'

/** Builds the service worker, /sw.js, once all it keeps is there: it holds the addresses of all files and a digest of them. */
export function worker(entry: string): Plugin {
  return {
    name: 'ajar:worker',
    apply: 'build',
    writeBundle: {
      sequential: true,
      async handler({ dir = 'dist' }) {
        const { addresses, digest } = listed(dir)
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: { __FILES__: JSON.stringify(addresses), __VERSION__: JSON.stringify(digest) },
          build: {
            outDir: dir,
            emptyOutDir: false,
            rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: 'sw.js' } },
          },
        })
      },
    },
  }
}

function listed(folder: string): { addresses: string[]; digest: string } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort()
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(readFileSync(join(folder, path)))
  const addresses = paths.map((path) => `/${path.split(sep).join('/')}`)
  return { addresses, digest: hash.digest('hex').slice(0, 12) }
}
