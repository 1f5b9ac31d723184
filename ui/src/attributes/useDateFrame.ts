import { useTranslation } from 'react-i18next'
import { framed, type InputProps } from './kind'

/** What all inputs with a calendar have. */
export function useDateFrame(props: InputProps<string>) {
  const { i18n, t } = useTranslation('product')
  return {
    ...framed(props),
    maw: 260,
    clearable: !props.isReadOnly,
    clearButtonProps: { style: { minWidth: 24, minHeight: 24 }, 'aria-label': t('value.clearOf', { name: props.name }) },
    locale: i18n.language,
    weekendDays: [],
  }
}
