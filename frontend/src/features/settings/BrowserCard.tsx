import { setLetters, useLetters } from '@/lib/hotkeys'
import { type Language, languages, useLanguage, useT } from '@/lib/i18n'
import { changeLanguage } from '@/lib/language'
import { setTheme, useTheme } from '@/lib/theme'
import { Card } from '@/ui/Card'
import { Checkbox, ChoiceChips } from '@/ui/Choice'

const codes = Object.keys(languages) as Language[]

/** What this browser remembers of how the pages look and answer. */
export function BrowserCard() {
  const t = useT()
  const { language } = useLanguage()
  const theme = useTheme()
  return (
    <Card title={t('settings.browser')}>
      <ChoiceChips
        legend={t('shell.language')}
        options={codes.map((code) => ({ value: code, label: languages[code] }))}
        value={language}
        onValue={(chosen) => void changeLanguage(chosen)}
      />
      <ChoiceChips
        legend={t('settings.theme')}
        options={[
          { value: 'device', label: t('settings.theme.device') },
          { value: 'light', label: t('settings.theme.light') },
          { value: 'dark', label: t('settings.theme.dark') },
        ]}
        value={theme ?? 'device'}
        onValue={(chosen) => setTheme(chosen === 'device' ? null : chosen)}
      />
      <Checkbox
        label={t('shell.letters')}
        hint={t('shell.lettersHint')}
        checked={useLetters()}
        onChecked={setLetters}
      />
    </Card>
  )
}
