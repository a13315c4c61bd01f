import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { api } from '@/lib/api/client'
import { asProblem, problemText } from '@/lib/api/problem'
import type { components } from '@/lib/api/schema'
import { type Language, languages, useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { Row } from '@/ui/layout'
import { Loaded } from '@/ui/states'
import { toast } from '@/ui/toast'
import { digestQuery } from './queries'

type Choice = components['schemas']['LessonDigestChoice']

const codes = Object.keys(languages) as Language[]

/** The weekly mail: for who asks for it, in the language they choose. The library leads to it. */
export function DigestCard() {
  const t = useT()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (location.hash === '#digest') place.current?.scrollIntoView()
  }, [])
  return (
    <div ref={place}>
      <Card title={t('post.digest')}>
        <p>{t('post.digestLead')}</p>
        <Loaded query={useQuery(digestQuery)}>{(choice) => <Chosen choice={choice} />}</Loaded>
      </Card>
    </div>
  )
}

function Chosen({ choice: { available, wanted, language } }: { choice: Choice }) {
  const t = useT()
  const { email } = usePerson()
  const client = useQueryClient()
  const choose = api.useMutation('put', '/api/v1/digest', {
    onSuccess: (chosen) => client.setQueryData(digestQuery.queryKey, chosen),
    onError: (error) => toast(problemText(t, asProblem(error) ?? {})),
  })
  const set = (body: { wanted: boolean; language: Language }, done?: string) =>
    choose.mutate({ body }, { onSuccess: () => done && toast(done) })
  if (!available && !wanted) return <p>{t('post.digestNone')}</p>
  return (
    <>
      {!available && <p>{t('post.digestNone')}</p>}
      {wanted && <p>{t('post.digestIsOn', { email })}</p>}
      {wanted && available && (
        <ChoiceChips
          legend={t('post.digestLanguage')}
          options={codes.map((code) => ({ value: code, label: languages[code] }))}
          value={language}
          onValue={(chosen) => set({ wanted, language: chosen })}
        />
      )}
      <Row>
        {wanted ? (
          <Button pending={choose.isPending} onClick={() => set({ wanted: false, language }, t('post.digestEnded'))}>
            {t('post.digestOff')}
          </Button>
        ) : (
          <Button
            icon={<Mail aria-hidden="true" />}
            pending={choose.isPending}
            onClick={() => set({ wanted: true, language }, t('post.digestChosen'))}
          >
            {t('post.digestOn')}
          </Button>
        )}
      </Row>
    </>
  )
}
