/** Short words for what has just happened: shown for a while and read out. Never a secret, never the only trace of a failure. */

export interface Toast {
  id: number
  tone: 'ok' | 'bad' | 'info'
  text: string
}

const lifetimeMs = 6000
const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let lastId = 0

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/**
 * Says something. The same text said again while it is shown does not pile up.
 * @param text one sentence
 */
export function toast(text: string, tone: Toast['tone'] = 'ok'): void {
  lastId += 1
  const id = lastId
  change([...toasts.filter((other) => other.text !== text), { id, tone, text }].slice(-3))
  setTimeout(() => dismiss(id), lifetimeMs)
}

/** Takes one away before its time. */
export function dismiss(id: number): void {
  if (toasts.some((one) => one.id === id)) change(toasts.filter((one) => one.id !== id))
}

export const currentToasts = (): readonly Toast[] => toasts

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
