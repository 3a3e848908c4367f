/** One small GET over node:http. The launcher polls all the time; the built-in fetch would cost it 20 MB more. */
import { get } from 'node:http'

/** The status of a GET; 0 when nothing answered within two seconds. */
export function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2_000 }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(0))
  })
}
