import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function colour(name: string, scheme: 0 | 1): string {
  const value = new RegExp(`--${name}: (?:light-dark\\((#\\w+), (#\\w+)\\)|(#\\w+));`).exec(css)
  return value?.[3] ?? value?.[scheme + 1] ?? `no --${name}`
}

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['bg', 'surface', 'sunken']
const text: [string, string[]][] = [
  ['text', [...grounds, 'accent-soft', 'open-soft', 'closed-soft', 'danger-soft', 'mark']],
  ['muted', [...grounds, 'accent-soft']],
  ['accent-text', [...grounds, 'accent-soft']],
  ['open', [...grounds, 'open-soft']],
  ['closed', [...grounds, 'closed-soft']],
  ['danger', [...grounds, 'danger-soft']],
  ['on-accent', ['accent', 'accent-hover', 'danger-fill']],
]
const shapes: [string, string[]][] = [
  ['control', [...grounds]],
  ['focus', [...grounds, 'accent-soft']],
  ['accent', ['bg', 'surface']],
]

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('contrast, %s', (_, scheme) => {
  const pairs = (table: [string, string[]][]) =>
    table.flatMap(([fore, backs]) => backs.map((back) => [fore, back] as const))
  it.each(pairs(text))('text %s on %s is 4.5:1', (fore, back) => {
    expect(contrast(colour(fore, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(4.5)
  })
  it.each(pairs(shapes))('%s on %s is 3:1', (fore, back) => {
    expect(contrast(colour(fore, scheme), colour(back, scheme))).toBeGreaterThanOrEqual(3)
  })
})
