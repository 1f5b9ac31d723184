import { useTranslation } from 'react-i18next'

/** How many cells are still to be saved, and how many couldn't be. */
export function EditStatus({ refused, open }: { refused: number; open: number }) {
  const { t } = useTranslation('grid')
  const words = [open > 0 && t('saving', { count: open }), refused > 0 && t('refused', { count: refused })].filter(Boolean)
  return <div className="vg-status" role="status" data-shown={words.length > 0 || undefined} data-refused={refused > 0 || undefined}>{words.join(' · ')}</div>
}
