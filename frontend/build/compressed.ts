import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Bytes, as sent with brotli, that the first page may take: its scripts with their texts in the largest language, and its styles. */
export type Budget = { scripts: number; styles: number }

const text = /\.(js|css|html|svg|json|webmanifest|txt)$/
const smallest = 1024
/** What tells that there are pages at all is kept as it is too. */
const application = 'index.html'

/**
 * Writes .br and .gz in place of every text file of the build, so that the server compresses nothing
 * and the program carries no file thrice, and stops the build when the first page outgrows the budget. `first` are the modules that the
 * first page loads lazily, beside what index.html names.
 */
export function compressed(budget: Budget, first: string[]): Plugin {
  return {
    name: 'ajar:compressed',
    apply: 'build',
    writeBundle: {
      order: 'post',
      handler({ dir = 'dist' }, bundle) {
        writeCompressed(dir)
        const used = firstLoad(bundle, first)
        const report = `first page, compressed: scripts ${used.scripts} of ${budget.scripts} bytes, styles ${used.styles} of ${budget.styles}`
        if (used.scripts > budget.scripts || used.styles > budget.styles) this.error(`Over the budget: ${report}`)
        this.info(report)
      },
    },
  }
}

function writeCompressed(folder: string) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !text.test(path)) continue
    const bytes = readFileSync(path)
    if (bytes.length < smallest) continue
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }))
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    if (entry.name !== application) rmSync(path)
  }
}

function firstLoad(bundle: Rolldown.OutputBundle, first: string[]): Budget {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const loaded = new Set<string>()
  const styles = new Set<string>()
  const add = (chunk?: Rolldown.OutputChunk) => {
    if (!chunk || loaded.has(chunk.fileName)) return
    loaded.add(chunk.fileName)
    for (const file of chunk.viteMetadata?.importedCss ?? []) styles.add(file)
    for (const name of chunk.imports) add(chunks.find((other) => other.fileName === name))
  }
  for (const chunk of chunks) if (chunk.isEntry || first.some((end) => chunk.facadeModuleId?.endsWith(end))) add(chunk)
  return { scripts: sum(bundle, loaded), styles: sum(bundle, styles) }
}

function sum(bundle: Rolldown.OutputBundle, files: Set<string>): number {
  return [...files].reduce((total, file) => {
    const output = bundle[file]
    if (!output) return total
    return total + brotliCompressSync(output.type === 'chunk' ? output.code : output.source).length
  }, 0)
}
