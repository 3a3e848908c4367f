/** Objects that came as JSON, whose members are read one by one. */

export type Json = Record<string, unknown>

/** An object that is no array has members; each is read as unknown. */
export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object that a text holds as JSON; undefined where it holds anything else. */
export function recordIn(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
