// What all figures are made by.

export const SIZE = { width: 1440, height: 900 }

/** Median and 95th percentile of times in milliseconds, beside the goal they have. */
export function figure(what, times, goal) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] * 10) / 10
  return { what, goal, median: at(0.5), p95: at(0.95), count: times.length }
}
