import { observable, useValue } from './observable'
import { read, write } from './stored'

/** `null` follows the device. public/theme.js reads the same name before the first paint. */
export type Theme = 'light' | 'dark' | null

const stored = read('theme')
const theme = observable<Theme>(stored === 'light' || stored === 'dark' ? stored : null)

export function setTheme(next: Theme) {
  write('theme', next)
  if (next) document.documentElement.dataset.theme = next
  else delete document.documentElement.dataset.theme
  theme.set(next)
}

export const useTheme = () => useValue(theme)

const darkDevice = () => matchMedia('(prefers-color-scheme: dark)')

const device = {
  get: () => darkDevice().matches,
  subscribe(listener: () => void) {
    const query = darkDevice()
    query.addEventListener('change', listener)
    return () => query.removeEventListener('change', listener)
  },
}

/** Whether the pages are dark now, and a way to turn them over that follows the device again when both agree. */
export function useDark(): [boolean, () => void] {
  const deviceIsDark = useValue(device)
  const chosen = useTheme()
  const dark = chosen === null ? deviceIsDark : chosen === 'dark'
  const turn = () => setTheme(dark === deviceIsDark ? (dark ? 'light' : 'dark') : null)
  return [dark, turn]
}
