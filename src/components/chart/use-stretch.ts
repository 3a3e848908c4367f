/** Choosing a stretch of a chart: drawn with the mouse, or by Shift and the arrow keys from where the cursor stands. */

import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { MouseHandlerDataParam } from 'recharts'

interface Stretch {
  first: number
  second: number
  /** A key has still to say that it is meant; a released button has said so. */
  isByKeys: boolean
}

const placeOf = ({ activeLabel }: MouseHandlerDataParam) =>
  typeof activeLabel === 'number' ? activeLabel : undefined

/** @param onZoom a stretch was chosen; absent where nothing can be */
export function useStretch(onZoom: ((first: number, second: number) => void) | undefined) {
  const [stretch, setStretch] = useState<Stretch>()
  /** Where a choice by keys began; `next` while the cursor does not stand anywhere yet. */
  const [anchor, setAnchor] = useState<number | 'next'>()
  const at = useRef<number>(undefined)
  /** The cursor has moved, whatever moved it. */
  const onCursor = useCallback(
    (label: number | undefined) => {
      at.current = label
      if (label === undefined || anchor === undefined) return
      if (anchor === 'next') setAnchor(label)
      setStretch({ first: anchor === 'next' ? label : anchor, second: label, isByKeys: true })
    },
    [anchor],
  )
  if (!onZoom) return { onCursor }
  const letGo = () => {
    setAnchor(undefined)
    setStretch(undefined)
  }
  const choose = () => {
    if (stretch && stretch.first !== stretch.second) onZoom(stretch.first, stretch.second)
    letGo()
  }
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (!event.shiftKey) letGo()
      else if (anchor === undefined) setAnchor(at.current ?? 'next')
    }
    if (stretch?.isByKeys !== true || (event.key !== 'Enter' && event.key !== 'Escape')) return
    // Enter would hide the cursor, Escape might close what the chart stands in.
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') choose()
    else letGo()
  }
  return {
    stretch,
    onCursor,
    keys: { onKeyDownCapture, onBlur: letGo },
    mouse: mouseOf(stretch, { setStretch, choose, letGo }),
  }
}

interface Ways {
  setStretch: (stretch: Stretch | undefined) => void
  choose: () => void
  letGo: () => void
}

/** Press, move, release. A press without a move is none. */
function mouseOf(stretch: Stretch | undefined, { setStretch, choose, letGo }: Ways) {
  return {
    onMouseDown: (state: MouseHandlerDataParam) => {
      const at = placeOf(state)
      setStretch(at === undefined ? undefined : { first: at, second: at, isByKeys: false })
    },
    onMouseMove: (state: MouseHandlerDataParam) => {
      const at = placeOf(state)
      if (stretch?.isByKeys === false && at !== undefined && at !== stretch.second)
        setStretch({ ...stretch, second: at })
    },
    onMouseUp: choose,
    onMouseLeave: () => {
      if (stretch?.isByKeys === false) letGo()
    },
  }
}
