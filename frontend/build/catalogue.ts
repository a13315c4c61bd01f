import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type CompiledMessage, compileMessageOrThrow as compileMessage } from '@lingui/message-utils/compileMessage'

export const languages = ['en', 'es', 'pl'] as const
export type Language = (typeof languages)[number]
export type Catalogue = Record<string, string>
/** Texts by language and by file name without its ending. */
export type Catalogues = Record<Language, Record<string, Catalogue>>

export function readCatalogues(folder: string): Catalogues {
  const read = (language: Language) =>
    Object.fromEntries(
      readdirSync(join(folder, language)).map((file) => [
        basename(file, '.json'),
        JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as Catalogue,
      ]),
    )
  return { en: read('en'), es: read('es'), pl: read('pl') }
}

/** Every way in which the three languages do not say the same things, in words; empty when all is well. */
export function faults(all: Catalogues): string[] {
  const names = new Set(languages.flatMap((language) => Object.keys(all[language])))
  const compareAll = (name: string) =>
    languages.flatMap((language) => compare(language, name, all.en[name], all[language][name]))
  return [...scattered(all.en), ...[...names].flatMap(compareAll)]
}

/** The first word of a key tells the file it is in: no word begins keys of two files. */
function scattered(english: Record<string, Catalogue>): string[] {
  const homes = new Map<string, string>()
  return Object.entries(english).flatMap(([name, texts]) =>
    Object.keys(texts).flatMap((key) => {
      const word = key.split('.')[0] ?? ''
      const home = homes.get(word) ?? name
      homes.set(word, home)
      return home === name ? [] : [`en/${name}.json: "${key}" belongs to ${home}.json, as all of "${word}."`]
    }),
  )
}

function compare(language: Language, name: string, english?: Catalogue, other?: Catalogue): string[] {
  const file = `${language}/${name}.json`
  if (!english) return [`en/${name}.json is missing`]
  if (!other) return [`${file} is missing`]
  const keys = new Set([...Object.keys(english), ...Object.keys(other)])
  return [...keys].flatMap((key) => compareText(file, language, key, english[key], other[key]))
}

function compareText(file: string, language: Language, key: string, english?: string, other?: string): string[] {
  if (english === undefined) return [`${file}: "${key}" is not in English`]
  if (!other?.trim()) return [`${file}: "${key}" is missing`]
  try {
    const want = parts(compileMessage(english))
    const have = parts(compileMessage(other))
    const missing = pluralForms(language).filter((form) => have.plurals.some((forms) => !forms.includes(form)))
    return [
      ...(want.names.join() === have.names.join()
        ? []
        : [`${file}: "${key}" uses {${have.names}}, English {${want.names}}`]),
      ...missing.map((form) => `${file}: "${key}" lacks the plural form "${form}"`),
    ]
  } catch (error) {
    return [`${file}: "${key}" is not a valid message: ${error instanceof Error ? error.message : error}`]
  }
}

const pluralForms = (language: Language): string[] => new Intl.PluralRules(language).resolvedOptions().pluralCategories

/** The variables and tags of a message, sorted, and the forms of each plural in it. */
function parts(message: CompiledMessage): { names: string[]; plurals: string[][] } {
  const names = new Set<string>()
  const plurals: string[][] = []
  const walk = (tokens: CompiledMessage) => {
    for (const token of tokens) {
      if (typeof token === 'string') {
        for (const tag of token.match(/<\/?\w+\/?>/g) ?? []) names.add(tag)
        continue
      }
      const [name, kind, forms] = token
      names.add(name)
      if (typeof forms !== 'object' || forms === null) continue
      if (kind === 'plural') plurals.push(Object.keys(forms))
      for (const form of Object.values(forms)) if (Array.isArray(form)) walk(form)
    }
  }
  walk(message)
  return { names: [...names].sort(), plurals }
}

/** The catalogue with every text parsed, so that the browser needs no parser. */
export function compile(catalogue: Catalogue): Record<string, CompiledMessage> {
  return Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [key, compileMessage(text)]))
}
