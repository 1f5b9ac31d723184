const SOON = 3_000

/** How long it takes at the pace so far, in words; nothing before there is a pace. */
export function timeLeft(began: { at: number; sent: number }, sent: number, size: number, language: string): string | null {
  const passed = Date.now() - began.at
  const done = sent - began.sent
  if (passed < SOON || done <= 0) return null
  const seconds = ((size - sent) * passed) / done / 1_000
  const unit = seconds < 90 ? 'second' : seconds < 5_400 ? 'minute' : 'hour'
  const length = { second: 1, minute: 60, hour: 3_600 }[unit]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 0 }).format(Math.ceil(seconds / length))
}
