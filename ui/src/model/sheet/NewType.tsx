import { useTranslation } from 'react-i18next'
import { Page } from '@/layout/Page'
import shell from '../ModelShell.module.css'
import { MODEL } from '../ways'
import { TypeForm } from './DocumentTypeEditor'
import styles from './NewType.module.css'

/** Makes a document type. */
export function NewType() {
  const { t } = useTranslation('model')
  return (
    <div className={shell.split}>
      <div className={shell.main}>
        <Page title={t('type.new')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }, { label: t('title'), to: MODEL }]}>
          <p className={styles.about}>{t('sheet.aboutTypes')}</p>
        </Page>
      </div>
      <TypeForm id={null} back={MODEL} />
    </div>
  )
}
