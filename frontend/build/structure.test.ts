import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

/** Who may import whom. Features know nothing of each other: what two of them share moves down. */
const allowed: Record<string, string[]> = {
  app: ['app', 'features', 'ui', 'lib', 'locales'],
  features: ['ui', 'lib', 'locales'],
  ui: ['ui', 'lib'],
  lib: ['lib', 'locales'],
}

const room = (path: string) =>
  path.startsWith('features/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '')

function imports(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8')
  const names = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) => name)
  return names.flatMap((name) => {
    if (name.startsWith('@/')) return [name.slice(2)]
    return name.startsWith('.') ? [join(file, '..', name)] : []
  })
}

it('imports only downwards', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const upward = files.flatMap((file) =>
    imports(file)
      .filter(
        (name) =>
          room(name) !== room(file) &&
          !allowed[room(file).split('/')[0] ?? '']?.includes(room(name).split('/')[0] ?? ''),
      )
      .map((name) => `${file} imports ${name}`),
  )
  expect(files.length).toBeGreaterThan(40)
  expect(upward).toEqual([])
})
