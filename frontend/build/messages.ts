import { join } from 'node:path'
import type { Plugin } from 'vite'
import { type Catalogue, compile, faults, languages, readCatalogues } from './catalogue.ts'

/** Parses the texts at build time, stops the build when a language lacks one, and tells theme.js where the first ones are. */
export function messages(folder: string): Plugin {
  return {
    name: 'ajar:messages',
    enforce: 'pre',
    buildStart() {
      const found = faults(readCatalogues(folder))
      if (found.length > 0) this.error(`The languages differ:\n  ${found.join('\n  ')}`)
    },
    transform(code, id) {
      if (!id.startsWith(folder) || !id.endsWith('.json')) return
      return { code: JSON.stringify(compile(JSON.parse(code) as Catalogue)), map: null }
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk')
        const address = (language: string) =>
          chunks.find((chunk) => chunk.facadeModuleId === join(folder, language, 'core.json'))?.fileName
        const found = languages.flatMap((language) => {
          const file = address(language)
          return file ? [` data-${language}="/${file}"`] : []
        })
        return html.replace('src="/theme.js"', (tag) => tag + found.join(''))
      },
    },
  }
}
