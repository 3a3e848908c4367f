/** The expressions that were run since the console was opened: the newest first, each once. Further back reaches the browser's own history. */

const MOST = 30
const ran = new Map<string, readonly string[]>()

/** @param tenant whose; another tenant's names are no help, and none of its business */
export const pastQueries = (tenant: string): readonly string[] => ran.get(tenant) ?? []

/** Puts one in front of the others. */
export function keepQuery(tenant: string, query: string): void {
  const others = pastQueries(tenant).filter((one) => one !== query)
  ran.set(tenant, [query, ...others].slice(0, MOST))
}
