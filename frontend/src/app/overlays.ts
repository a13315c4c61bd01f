import { lazy } from 'react'
import { needTexts } from '@/lib/i18n'

const palette = () => import('./Palette')
const help = () => import('./Help')

/** Fetched when the browser has time, so that letters typed right after Ctrl K are not lost. */
export const Palette = lazy(palette)
export const Help = lazy(help)

export const fetchOverlays = () => Promise.all([palette(), help()])

/** Follows what others change. A page that cannot fetch it is as good as before. */
export const Follow = lazy(() =>
  Promise.all([import('./live/Follow'), needTexts('live')]).then(
    ([module]) => module,
    () => ({ default: () => null }),
  ),
)
