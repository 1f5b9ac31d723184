import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconMaximize, IconZoomIn, IconZoomOut, type Icon } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Preview.module.css'

interface Props {
  name: string
  preview: string
  /** Shown where the preview's pixels don't suffice. */
  original: string
  width: number
  height: number
}

/** Where a picture is: `scale` 1 fits it into the frame. */
interface View {
  scale: number
  x: number
  y: number
}

const FIT: View = { scale: 1, x: 0, y: 0 }
const MOST = 16
const STEP = 1.4

/** A picture to go close to: by wheel, by keys, by drag. */
export function Zoom({ name, preview, original, width, height }: Props) {
  const { t, i18n } = useTranslation('assets')
  const [view, look] = useState(FIT)
  const frame = useRef<HTMLDivElement>(null)
  const held = useRef<{ x: number; y: number } | null>(null)
  const fit = useFit(frame, width, height)
  const zoom = (by: number, at = { x: 0, y: 0 }) => look((now) => zoomed(now, by, at))
  useWheel(frame, zoom)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = 60
    const moves: Record<string, () => void> = {
      '+': () => zoom(STEP), '=': () => zoom(STEP), '-': () => zoom(1 / STEP), '0': () => look(FIT),
      ArrowLeft: () => look((now) => ({ ...now, x: now.x + step })), ArrowRight: () => look((now) => ({ ...now, x: now.x - step })),
      ArrowUp: () => look((now) => ({ ...now, y: now.y + step })), ArrowDown: () => look((now) => ({ ...now, y: now.y - step })),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  const drag = (event: PointerEvent) => {
    if (!held.current) return
    const by = { x: event.clientX - held.current.x, y: event.clientY - held.current.y }
    held.current = { x: event.clientX, y: event.clientY }
    look((now) => ({ ...now, x: now.x + by.x, y: now.y + by.y }))
  }
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(Math.round(fit * view.scale * 100) / 100)
  return (
    <div className={styles.stage}>
      <div
        ref={frame}
        className={styles.frame}
        role="group"
        aria-label={t('zoom.label', { name })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onDoubleClick={() => look(view.scale === 1 ? { scale: Math.max(1 / fit, 2), x: 0, y: 0 } : FIT)}
        onPointerDown={(event) => {
          held.current = { x: event.clientX, y: event.clientY }
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={drag}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
      >
        <img src={view.scale > 1.5 ? original : preview} alt={name} draggable={false} style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }} />
      </div>
      <Group gap={4} className={styles.tools}>
        <Tool label={t('zoom.out')} icon={IconZoomOut} onClick={() => zoom(1 / STEP)} />
        <Button size="compact-sm" variant="subtle" color="gray" className={styles.percent} onClick={() => look({ scale: 1 / fit, x: 0, y: 0 })} aria-label={`${percent}${t('colon')}${t('zoom.whole')}`}>
          {percent}
        </Button>
        <Tool label={t('zoom.in')} icon={IconZoomIn} onClick={() => zoom(STEP)} />
        <Tool label={t('zoom.fit')} icon={IconMaximize} onClick={() => look(FIT)} />
      </Group>
    </div>
  )
}

function Tool({ label, icon: Mark, onClick }: { label: string; icon: Icon; onClick: () => void }) {
  return <Tooltip label={label}><ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}><Mark size={18} stroke={1.6} /></ActionIcon></Tooltip>
}

/** The point under the pointer stays where it is. */
function zoomed({ scale, x, y }: View, by: number, at: { x: number; y: number }): View {
  const next = Math.min(MOST, Math.max(1, scale * by))
  if (next === 1) return FIT
  const real = next / scale
  return { scale: next, x: at.x - (at.x - x) * real, y: at.y - (at.y - y) * real }
}

/** How many pixels of the screen one of the picture has while it fits. */
function useFit(frame: { current: HTMLElement | null }, width: number, height: number): number {
  const [fit, setFit] = useState(1)
  useEffect(() => {
    if (!frame.current) return
    const watch = new ResizeObserver(([entry]) => {
      const { width: wide = 1, height: high = 1 } = entry?.contentRect ?? {}
      setFit(Math.min(wide / width, high / height, 1) || 1)
    })
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame, width, height])
  return fit
}

/** React listens to wheels passively: scrolling could not be prevented. */
function useWheel(frame: { current: HTMLElement | null }, zoom: (by: number, at: { x: number; y: number }) => void) {
  const latest = useRef(zoom)
  latest.current = zoom
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      latest.current(Math.exp(-event.deltaY / 400), { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 })
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [frame])
}
