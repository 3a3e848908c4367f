/** How long a step from one page to another takes in a page that stands. */
import type { Measured } from './browser.ts'

export interface RouteChange {
  /** Until something of the new page was painted, its heading; milliseconds from the click. */
  first: number
  /** Until all rows were painted. */
  whole: number
  /** What the main thread worked between the click and the quiet after it. */
  mainThread: number
  nodes: number
}

const QUIET_MS = 600

/**
 * Clicks a link of the navigation and waits for the rows of the list that it leads to.
 * @param href of the link
 * @param rows that the list shows at last
 */
export async function routeChange(
  { page, cdp }: Measured,
  href: string,
  rows: number,
): Promise<RouteChange> {
  const before = await taskMs(cdp)
  const times = await page.evaluate(clickAndWatch, { href, rows })
  await page.waitForTimeout(QUIET_MS)
  const mainThread = (await taskMs(cdp)) - before
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  return { ...times, mainThread, nodes }
}

/** What the main thread has worked so far, in milliseconds. */
export async function taskMs(cdp: Measured['cdp']): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

/** Runs in the page. */
async function clickAndWatch({ href, rows }: { href: string; rows: number }) {
  const link = document.querySelector<HTMLAnchorElement>(`nav a[href="${href}"]`)
  if (!link) throw new Error(`no link to ${href}`)
  const heading = document.querySelector('h1')?.textContent
  const started = performance.now()
  /** A message that is posted in a frame arrives after that frame was painted. */
  const painted = (isThere: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (!isThere()) return requestAnimationFrame(look)
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => resolve(performance.now() - started))
        port1.start()
        return port2.postMessage(undefined)
      }
      requestAnimationFrame(look)
    })
  link.click()
  const [first, whole] = await Promise.all([
    painted(() => document.querySelector('h1')?.textContent !== heading),
    painted(() => document.querySelectorAll('tbody tr').length >= rows),
  ])
  return { first, whole }
}

/** Frames a second while a page is scrolled by its wheel for a second. */
export async function scrollRate({ page }: Measured): Promise<number> {
  await page.mouse.move(700, 500)
  const counted = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        let frames = 0
        const next = (now: number) => {
          frames += 1
          if (now - started < 1000) requestAnimationFrame(next)
          else resolve((frames * 1000) / (now - started))
        }
        requestAnimationFrame(next)
      }),
  )
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, turn < 10 ? 120 : -120)
  return counted
}
