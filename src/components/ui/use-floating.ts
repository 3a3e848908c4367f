/** Keeps a small box beside the thing that opened it, inside the window, and closes it when it has lost its reason. */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

const gap = 4
const margin = 8

/**
 * Keeps `box` beside `anchor` while open. The box is `position: fixed`, so that no scrolling ancestor cuts it off.
 * It closes on a press outside and on Escape (focus goes back to the anchor).
 */
export function useFloating<Box extends HTMLElement = HTMLDivElement>(
  isOpen: boolean,
  close: () => void,
  align: 'start' | 'end' = 'start',
) {
  const anchor = useRef<HTMLButtonElement>(null)
  const box = useRef<Box>(null)

  useLayoutEffect(() => {
    if (isOpen) place(anchor, box, align)
  })

  const latestClose = useRef(close)
  useEffect(() => {
    latestClose.current = close
  })

  useEffect(() => {
    if (!isOpen) return undefined
    const leave = new AbortController()
    const { signal } = leave
    const isInside = (target: EventTarget | null) =>
      target instanceof Node &&
      (anchor.current?.contains(target) === true || box.current?.contains(target) === true)
    const onPress = (event: Event) => {
      if (!isInside(event.target)) latestClose.current()
    }
    // It follows its anchor: closing on a scroll would close it on the very scroll that brought the anchor into view.
    const follow = () => place(anchor, box, align)
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // The dialog underneath must not close with it.
      event.preventDefault()
      event.stopPropagation()
      latestClose.current()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', onPress, { signal, capture: true })
    document.addEventListener('keydown', onKey, { signal, capture: true })
    window.addEventListener('scroll', follow, { signal, capture: true, passive: true })
    window.addEventListener('resize', follow, { signal })
    return () => leave.abort()
  }, [isOpen, align])

  return { anchor, box }
}

function place(
  anchor: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
  align: 'start' | 'end',
): void {
  if (anchor.current === null || box.current === null) return
  const from = anchor.current.getBoundingClientRect()
  const size = box.current.getBoundingClientRect()
  const wanted = align === 'start' ? from.left : from.right - size.width
  const left = Math.max(margin, Math.min(wanted, window.innerWidth - size.width - margin))
  const isBelow =
    from.bottom + gap + size.height + margin <= window.innerHeight || from.top < size.height + gap
  const top = Math.max(margin, isBelow ? from.bottom + gap : from.top - gap - size.height)
  box.current.style.left = `${left}px`
  box.current.style.top = `${top}px`
}
