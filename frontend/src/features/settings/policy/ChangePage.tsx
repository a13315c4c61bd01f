import { useQuery } from '@tanstack/react-query'
import { Download, Upload } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import { useSearchParams } from 'wouter'
import { useT } from '@/lib/i18n'
import { focusHeading } from '@/lib/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ChoiceChips } from '@/ui/Choice'
import { Disclosure } from '@/ui/Disclosure'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Row } from '@/ui/layout'
import { Loaded, Note } from '@/ui/states'
import { Changes } from './Changes'
import { type PolicyDraft, usePolicyDraft } from './draft'
import { FaultList } from './FaultList'
import { FormEditor } from './FormEditor'
import { download, fileName } from './file'
import styles from './Policy.module.css'
import { PolicyFrame } from './PolicyFrame'
import { type Policy, presentQuery } from './queries'
import { RehearseAndSave } from './RehearseAndSave'
import { type Source, SourceEditor } from './SourceEditor'
import { Tester } from './Tester'
import { Together } from './Together'

/** The next version of the policy: changed as a form or as it is written, tried, rehearsed, saved. */
export default function ChangePage() {
  const t = useT()
  const policy = useQuery(presentQuery)
  const waiting = policy.isFetching && !policy.isFetchedAfterMount
  return (
    <PolicyFrame lead={t('policy.changeLead')} adminOnly>
      <Loaded query={{ ...policy, data: waiting ? undefined : policy.data }} lines={10}>
        {(data) => <Editor key={data.version} policy={data} />}
      </Loaded>
    </PolicyFrame>
  )
}

function Editor({ policy }: { policy: Policy }) {
  const t = useT()
  const draft = usePolicyDraft(policy)
  const [search, setSearch] = useSearchParams()
  const text = useRef<Source>(null)
  const asText = search.get('as') === 'text'
  const show = (as: string) => setSearch(as === 'text' ? { as } : {}, { replace: true })
  const goTo = (line: number, column: number) => {
    show('text')
    requestAnimationFrame(() => requestAnimationFrame(() => text.current?.goTo(line, column)))
  }
  if (draft.olderThan !== null) {
    const put = (source: string) => {
      draft.write(source)
      focusHeading()
    }
    return <Together policy={policy} from={draft.olderThan} source={draft.source} onSource={put} />
  }
  return (
    <>
      <ErrorSummary error={draft.problem} />
      <Card title={t('policy.next', { n: policy.version + 1 })}>
        <p>{t('policy.nextHint')}</p>
        <ChoiceChips
          legend={t('policy.as')}
          options={[
            { value: 'form', label: t('policy.asForm') },
            { value: 'text', label: t('policy.asText') },
          ]}
          value={asText ? 'text' : 'form'}
          onValue={show}
        />
        <FaultList faults={draft.faults} onGo={goTo} />
        {asText ? <SourceEditor ref={text} draft={draft} /> : <FormPart draft={draft} />}
        <Files draft={draft} policy={policy} />
      </Card>
      <Changes difference={draft.present?.difference} changed={draft.source !== policy.source} />
      <Disclosure summary={t('policy.tryIt')}>
        <Tester source={draft.source} />
      </Disclosure>
      <RehearseAndSave draft={draft} policy={policy} />
    </>
  )
}

function FormPart({ draft }: { draft: PolicyDraft }) {
  const t = useT()
  if (draft.good) return <FormEditor parts={draft.good} onEdit={draft.edit} />
  return <Note>{t(draft.faults.length > 0 ? 'policy.mendFirst' : 'ui.loading')}</Note>
}

/** The whole document as a file, out of the registry and into it. */
function Files({ draft, policy }: { draft: PolicyDraft; policy: Policy }) {
  const t = useT()
  const input = useRef<HTMLInputElement>(null)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (file) draft.write(await file.text())
  }
  return (
    <Row>
      <Button
        icon={<Download aria-hidden="true" />}
        onClick={() => void draft.whole().then((source) => download(fileName(policy.version + 1), source))}
      >
        {t('policy.download')}
      </Button>
      <Button icon={<Upload aria-hidden="true" />} onClick={() => input.current?.click()}>
        {t('policy.upload')}
      </Button>
      <input
        ref={input}
        className={styles.file}
        type="file"
        accept=".yaml,.yml"
        aria-label={t('policy.upload')}
        tabIndex={-1}
        onChange={(event) => void take(event)}
      />
      {draft.source !== policy.source && (
        <Button kind="quiet" onClick={draft.drop}>
          {t('policy.drop')}
        </Button>
      )}
    </Row>
  )
}
