import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { compressed } from './build/compressed.ts'
import { messages } from './build/messages.ts'
import { worker } from './build/worker.ts'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.AJAR_DEV_API ?? 'http://127.0.0.1:8080'

/** What many pages begin with. The icons are those that Home shares with others: it need not wait for all that are shared. */
const kit =
  /src\/ui\/(Badge|Card|Disclosure|Facts|layout|Link|Tabs|Time)\b|icons\/(calendar-check|calendar-clock|heart-handshake|reply)\.mjs$/

/** Few requests for the first page: what never changes, and what the shell needs. What several pages share comes with them. */
const groups = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store)\// },
  { name: 'start', tags: ['$initial' as const], test: /node_modules\/|src\/(ui|lib)\// },
  { name: 'kit', test: kit },
  { name: 'forms', test: /src\/ui\/(Choice|Dialog|ErrorSummary|Field|Form)\b/ },
  { name: 'icons', test: /node_modules\/lucide-react\//, minShareCount: 2 },
]

export default defineConfig({
  plugins: [
    react(),
    messages(folder('src/locales')),
    worker(folder('worker/worker.ts')),
    compressed({ scripts: 110_000, styles: 12_000 }, [
      '/locales/pl/core.json',
      '/locales/pl/home.json',
      '/home/HomePage.tsx',
    ]),
  ],
  resolve: { alias: { '@': folder('src') } },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The budget is brotli's, and counted by itself.
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: {
    port: 4200,
    strictPort: true,
    proxy: Object.fromEntries(['/api', '/auth', '/healthz', '/feeds'].map((path) => [path, { target: server }])),
  },
  test: { include: ['src/**/*.test.ts', 'build/**/*.test.ts'], environment: 'node' },
})
