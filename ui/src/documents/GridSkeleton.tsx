import { Skeleton } from '@mantine/core'
import { useEffect, useState } from 'react'

/** The outline of a grid, once waiting for it takes more than a moment. */
export function GridSkeleton() {
  const [isShown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!isShown) return null
  return (
    <div style={{ padding: '12px 20px', display: 'grid', gap: 20 }} aria-hidden>
      {Array.from({ length: 16 }, (_, index) => <Skeleton key={index} height={14} width={`${92 - ((index * 17) % 40)}%`} />)}
    </div>
  )
}
