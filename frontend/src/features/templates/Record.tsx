import { useState } from 'react'
import { useT } from '@/lib/i18n'
import { useProposalNames } from '@/lib/proposal'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Publish } from './Publish'
import type { GateRecord, Template } from './queries'
import styles from './templates.module.css'

/** What its experiments have shown, gate by gate, in counts. */
export function Record({ template }: { template: Template }) {
  const t = useT()
  return (
    <Card title={t('templates.record')}>
      <p>{t('templates.recordLead')}</p>
      {template.record.length === 0 ? (
        <p className={styles.quiet}>{t('templates.noRecord')}</p>
      ) : (
        <ul className={styles.gates}>
          {template.record.map((record) => (
            <Gate key={record.gate} record={record} template={template} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Gate({ record, template }: { record: GateRecord; template: Template }) {
  const t = useT()
  const names = useProposalNames()
  const [publishing, setPublishing] = useState(false)
  const open = template.open_gates.includes(record.gate)
  return (
    <li>
      <div className={styles.gate}>
        <h3>{names.gate(record.gate)}</h3>
        <p>
          {record.needed === 0
            ? t('templates.never')
            : t('templates.clean', { n: record.clean, needed: record.needed })}
        </p>
        {record.needed > 0 && !open && (
          <p className={styles.quiet}>{t('templates.whoOpens', { route: names.route(record.route) })}</p>
        )}
      </div>
      {record.may_publish && <Button onClick={() => setPublishing(true)}>{t('templates.publish')}</Button>}
      {publishing && record.at_most && (
        <Publish
          template={template.id}
          gate={record.gate}
          atMost={record.at_most}
          onClose={() => setPublishing(false)}
        />
      )}
    </li>
  )
}
