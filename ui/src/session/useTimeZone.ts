import { useMe } from './SessionProvider'

/** The time zone that moments are told in; undefined is that of this computer. */
export function useTimeZone(): string | undefined {
  const { isAutomaticTimezone, timezone } = useMe()
  return isAutomaticTimezone || !isKnown(timezone) ? undefined : timezone
}

/** The server may know zones that this browser doesn't. */
function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
