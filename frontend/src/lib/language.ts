import { chooseLanguage, type Language } from './i18n'
import { queryClient } from './query'

/** Shows everything in a language from now on. Some sentences come from the server, so everything is asked for again. */
export async function changeLanguage(language: Language) {
  await chooseLanguage(language)
  await queryClient.invalidateQueries()
}
