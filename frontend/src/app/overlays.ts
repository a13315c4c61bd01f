import { type ComponentType, lazy } from 'react'
import { needTexts } from '@/lib/i18n'

type Module<P> = { default: ComponentType<P> }

/** A part that pages do without where it cannot be fetched. */
function spare<P>(load: () => Promise<Module<P>>) {
  const fetch = () => load().catch((): Module<P> => ({ default: () => null }))
  return Object.assign(lazy(fetch), { fetch })
}

export const Palette = spare(() => import('./Palette'))
export const Help = spare(() => import('./Help'))

/** What begins when the browser has time. */
export const Idle = spare(async () => {
  const [module] = await Promise.all([import('./Idle'), needTexts('live')])
  return module
})

/** Fetched when the browser has time, so that letters typed right after Ctrl K are not lost. */
export const fetchOverlays = () => Promise.all([Palette.fetch(), Help.fetch()])
