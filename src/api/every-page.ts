/** The most that the contract gives at a time. */
const PAGE = 100

interface Paged<Row> {
  items: readonly Row[]
  total: number
}

/**
 * All rows of a list, page by page: each is held once, also where the pages move while they are read.
 * @param read asks for one page, from 1
 * @param onRead is told how many have been read
 */
export async function everyPage<Row extends { id: string }>(
  read: (asked: { page: number; page_size: number }) => Promise<Paged<Row>>,
  onRead?: (count: number) => void,
): Promise<Row[]> {
  const found = new Map<string, Row>()
  for (let page = 1; ; page++) {
    // One page after the other: how many there are is in the answer.
    // oxlint-disable-next-line no-await-in-loop
    const { items, total } = await read({ page, page_size: PAGE })
    for (const one of items) found.set(one.id, one)
    onRead?.(found.size)
    if (items.length === 0 || page * PAGE >= total) return [...found.values()]
  }
}
