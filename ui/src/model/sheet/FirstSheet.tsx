import { Button } from '@mantine/core'
import { IconBox } from '@tabler/icons-react'
import { Link, Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/components/Empty'
import { Page } from '@/layout/Page'
import { bySequence, useDefinitions } from '../definition'
import shell from '../ModelShell.module.css'
import { MODEL } from '../ways'

/** The way into the model: the first document type, or how to make one. */
export function FirstSheet() {
  const { t } = useTranslation('model')
  const { data } = useDefinitions('document-types')
  const first = data && [...data].sort(bySequence)[0]
  if (first) return <Navigate to={`${MODEL}/document.${first.id}`} replace />
  return (
    <div className={shell.main}>
      <Page title={t('title')} crumbs={[{ label: t('frame:nav.settings'), to: '/settings' }]}>
        {data && (
          <Empty
            icon={IconBox}
            title={t('sheet.noTypes')}
            actions={
              <>
                <Button component={Link} to={`${MODEL}/file`} variant="default">{t('sheet.fromFile')}</Button>
                <Button component={Link} to={`${MODEL}/new-type`}>{t('nav.newType')}</Button>
              </>
            }
          >
            {t('sheet.aboutTypes')}
          </Empty>
        )}
      </Page>
    </div>
  )
}
