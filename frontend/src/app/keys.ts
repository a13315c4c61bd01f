import { useEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'
import { type Hotkey, useHotkeys } from '@/lib/hotkeys'
import { useT } from '@/lib/i18n'
import { whenIdle } from '@/lib/idle'
import { fetchOverlays } from './overlays'
import { navigation } from './pages'

/** The keys that work on every page. */
export function useGlobalHotkeys(open: (overlay: 'palette' | 'help') => void) {
  const t = useT()
  useEffect(() => whenIdle(() => void fetchOverlays()), [])
  const going: Hotkey[] = navigation.map(({ letter, label, path }) => ({
    keys: `g ${letter}`,
    label: t(label),
    run: () => navigate(path),
  }))
  useHotkeys([
    { keys: 'mod k', label: t('shell.search'), run: () => open('palette') },
    { keys: '/', label: t('shell.search'), run: () => open('palette') },
    { keys: '?', label: t('shell.keys'), run: () => open('help') },
    { keys: 'n', label: t('shell.propose'), run: () => navigate('/propose') },
    ...going,
  ])
}
