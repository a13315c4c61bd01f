import { lazy } from 'react'

const palette = () => import('./Palette')
const help = () => import('./Help')

/** Fetched when the browser has time, so that letters typed right after Ctrl K are not lost. */
export const Palette = lazy(palette)
export const Help = lazy(help)

export const fetchOverlays = () => Promise.all([palette(), help()])
