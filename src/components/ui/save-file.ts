/** How long the browser may take to begin with the file before its address ends. */
const LIFE_MS = 60_000

/** Hands a text to the browser as a download. @param type as in `text/csv` */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), LIFE_MS)
}
