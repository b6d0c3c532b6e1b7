// The phone's sheet: low, half or full; pulled with a finger or stepped with a press.
import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'

const POSITIONS = ['low', 'half', 'full'] as const
type Position = (typeof POSITIONS)[number]

export function useSheet() {
  const [position, setPosition] = useState<Position>('low')
  const start = useRef<number | null>(null)
  const dragged = useRef(false)
  const step = (by: number): void =>
    setPosition((now) => POSITIONS[Math.min(2, Math.max(0, POSITIONS.indexOf(now) + by))] ?? 'low')
  return {
    position,
    raise: () => setPosition((now) => (now === 'low' ? 'half' : now)),
    handle: {
      'aria-expanded': position !== 'low',
      onClick: () => {
        if (!dragged.current) setPosition((now) => (now === 'low' ? 'half' : now === 'half' ? 'full' : 'low'))
        dragged.current = false
      },
      onPointerDown: (event: PointerEvent) => {
        start.current = event.clientY
        event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerUp: (event: PointerEvent) => {
        const moved = start.current === null ? 0 : start.current - event.clientY
        start.current = null
        dragged.current = Math.abs(moved) > 24
        if (dragged.current) step(moved > 0 ? (moved > innerHeight * 0.45 ? 2 : 1) : moved < -innerHeight * 0.45 ? -2 : -1)
      },
    },
  }
}
