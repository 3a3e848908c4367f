import { get } from 'node:http'
import { expect, test } from './support/fixtures.ts'
import { addresses } from './support/place.ts'
import { TENANT } from './support/control-plane.ts'

test('the answer of the console carries the policy, and the page obeys it', async ({
  page,
  signIn,
  faults,
}) => {
  const answer = await fetch(addresses.console)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toMatch(/unsafe-(inline|eval)/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')

  await signIn(`/t/${TENANT}/apis`)
  // From a timer of the page: the debugger's own evaluate passes by the policy.
  const outcomes = await page.evaluate(
    () =>
      new Promise<Record<string, string>>((resolve) => {
        const attempts: Record<string, () => unknown> = {
          // oxlint-disable-next-line no-eval -- the probe is that the policy stops it
          eval: () => (0, eval)('1'),
          innerHTML: () => (document.createElement('div').innerHTML = '<img src=x>'),
          policy: () =>
            (
              window as unknown as { trustedTypes: { createPolicy(n: string, r: object): unknown } }
            ).trustedTypes.createPolicy('mine', {}),
          script: () => {
            const script = document.createElement('script')
            script.textContent = 'window.__ran = true'
            document.body.append(script)
          },
        }
        setTimeout(() => {
          const results: Record<string, string> = {}
          for (const [name, attempt] of Object.entries(attempts))
            try {
              attempt()
              results[name] = 'ran'
            } catch (error) {
              results[name] = error instanceof Error ? error.name : 'refused'
            }
          resolve(results)
        }, 0)
      }),
  )
  expect(Object.values(outcomes)).not.toContain('ran')
  const foreign = await page.evaluate(() =>
    fetch('http://localhost:1/', { mode: 'no-cors' }).then(
      () => 'sent',
      () => 'refused',
    ),
  )
  expect(foreign).toBe('refused')
  // The probes themselves are what the policy reports.
  faults.length = 0
})

test('the proxy of the console cannot be led elsewhere', async () => {
  for (const path of [
    '/api/../config.json',
    '/api/%2e%2e/health',
    '/api//health',
    '/gateway/%2e%2e/x',
  ]) {
    expect([400, 403, 404, 421], path).toContain(await rawStatus(path))
  }
  const missing = await fetch(`${addresses.console}/assets/none.js`)
  expect(missing.status).toBe(404)
})

/** Status of a GET whose path is sent as it is; fetch would resolve the dots itself. */
function rawStatus(path: string): Promise<number> {
  const { hostname, port } = new URL(addresses.console)
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).on('error', reject)
  })
}
