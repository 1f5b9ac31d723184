import type { TFunction } from 'i18next'
import type { Attribute, Labels } from '@/api/types'
import type { Definitions } from '../useDefinitions'

type Label = (labels: Labels, code?: string) => string

/** `fr_FR` as FR; where that says too little, as it is. */
export const shortLocale = (locale: string) => locale.split('_')[0]?.toUpperCase() ?? locale

export function attributeTitle(attribute: Attribute, locale: string | undefined, label: Label): string {
  const name = label(attribute.name, attribute.id)
  return locale ? `${name} (${shortLocale(locale)})` : name
}

/** What a column is called. */
export function columnTitle(key: string, definitions: Definitions, label: Label, t: TFunction<'documents'>): string {
  const [kind, code = '', locale] = key.split('.')
  if (kind === 'attributes') {
    const attribute = definitions.attributes.find((one) => one.id === code)
    return attribute ? attributeTitle(attribute, locale, label) : code
  }
  if (kind === 'completeness') {
    const setting = definitions.settings.find((one) => one.id === code)
    const name = setting ? label(setting.name, code) : code
    return locale ? `${name} (${shortLocale(locale)})` : name
  }
  if (kind === 'workflow') {
    const workflow = definitions.workflows.find((one) => one.id === code)
    return workflow ? label(workflow.name, code) : code
  }
  return t(`documents:columns.${kind}` as 'documents:columns.id')
}
