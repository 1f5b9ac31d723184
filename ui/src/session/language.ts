import { patch } from '@/api/client'
import { failedToast } from '@/components/toast'
import { speak, type Language } from '@/i18n'
import { meChanged } from './SessionProvider'

/** Speaks another language at once, and remembers it for who is signed in. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language)
  try {
    await patch('/api/me', { interfaceLocale: language })
    await meChanged()
  } catch (error) {
    failedToast(error)
  }
}
