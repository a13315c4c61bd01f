import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, defineConfig, devices } from '@playwright/test'
import { freePort } from './e2e/servers'

const own = existsSync(chromium.executablePath())
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser'].map((name) => `/usr/bin/${name}`)
const system = [process.env.CHROMIUM_PATH, ...names].find((path) => path && existsSync(path))
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const launchOptions = own || !system ? {} : { executablePath: system, args: quiet }

// The workers read this file too and must find the same server.
process.env.AJAR_E2E_PORT ??= String(await freePort())
if (!process.env.AJAR_E2E_DATA) {
  const data = mkdtempSync(join(tmpdir(), 'ajar-e2e-'))
  process.env.AJAR_E2E_DATA = data
  process.on('exit', () => rmSync(data, { recursive: true, force: true }))
  // What runs ends with this process when it exits, which a signal that nobody hears would not let it.
  process.once('SIGTERM', () => process.exit(143))
}
const listen = `127.0.0.1:${process.env.AJAR_E2E_PORT}`

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: '100%',
  // A browser beside another on a small machine is slow, not wrong.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'line',
  use: {
    baseURL: `http://${listen}`,
    launchOptions,
    // A test that needs the service worker says so: it fetches all pages, which would be slow in each.
    serviceWorkers: 'block',
    // What moves is painted again and again, by a processor that has no help here.
    contextOptions: { reducedMotion: 'reduce' },
    // The organisation takes the time zone of the browser that founds it, and the tests name days as this one has them.
    timezoneId: 'UTC',
  },
  webServer: {
    command: process.env.AJAR_BIN ?? '../ajar serve',
    url: `http://${listen}/healthz`,
    env: { AJAR_LISTEN: listen, AJAR_DATABASE_URL: `sqlite://${process.env.AJAR_E2E_DATA}/ajar.db` },
  },
  projects: [
    { name: 'setup', testMatch: 'setup.ts', use: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' } },
    { name: 'story', testMatch: 'story.ts', dependencies: ['setup'] },
    // A flow that is the same on both is walked on one, which its file or its tag names.
    {
      name: 'desktop',
      testIgnore: '*.phone.spec.ts',
      grepInvert: /@phone/,
      dependencies: ['setup'],
      use: { viewport: { width: 1280, height: 800 }, locale: 'en-GB', colorScheme: 'light' },
    },
    {
      name: 'phone',
      testIgnore: '*.desktop.spec.ts',
      grepInvert: /@desktop/,
      dependencies: ['setup'],
      use: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, locale: 'pl-PL', colorScheme: 'dark' },
    },
  ],
})
