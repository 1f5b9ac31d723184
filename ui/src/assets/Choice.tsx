import { useTranslation } from 'react-i18next'
import styles from './Choice.module.css'

interface Props {
  id: string
  name: string
  isChosen: boolean
  onToggle: (id: string, isRange: boolean) => void
  className?: string
}

/** Chooses an asset; with Shift all from the last one. A plain box, as lists have hundreds of them. */
export function Choice({ id, name, isChosen, onToggle, className = '' }: Props) {
  const { t } = useTranslation('assets')
  return (
    <input
      type="checkbox"
      className={`${styles.box} ${className}`}
      aria-label={t('choose', { name })}
      checked={isChosen}
      onChange={(event) => onToggle(id, (event.nativeEvent as MouseEvent).shiftKey)}
    />
  )
}
