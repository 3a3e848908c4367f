/** Ready-made calls with a key. The key itself is never in them: they read it from `API_KEY` (security.md, T9). */

export interface Call {
  method: string
  url: string
}

export interface Snippet {
  id: 'curl' | 'javascript' | 'python'
  label: string
  text: string
}

/** `'…'` for a POSIX shell: nothing inside is read by it. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** A string literal that JavaScript and Python read alike. */
const literal = (text: string): string => JSON.stringify(text)

/** @param call method and full URL, through the gateway */
export function snippets({ method, url }: Call): Snippet[] {
  return [
    {
      id: 'curl',
      label: 'curl',
      text: [
        `read -rs API_KEY && export API_KEY`,
        `curl -sS -X ${quoted(method)} ${quoted(url)} \\`,
        `  -H "X-API-Key: $API_KEY"`,
      ].join('\n'),
    },
    {
      id: 'javascript',
      label: 'JavaScript',
      text: [
        `const response = await fetch(${literal(url)}, {`,
        `  method: ${literal(method)},`,
        `  headers: { 'X-API-Key': process.env.API_KEY },`,
        `})`,
        `console.log(response.status, await response.text())`,
      ].join('\n'),
    },
    {
      id: 'python',
      label: 'Python',
      text: [
        `import os, urllib.request`,
        ``,
        `request = urllib.request.Request(`,
        `    ${literal(url)},`,
        `    method=${literal(method)},`,
        `    headers={"X-API-Key": os.environ["API_KEY"]},`,
        `)`,
        `with urllib.request.urlopen(request, timeout=10) as response:`,
        `    print(response.status, response.read().decode())`,
      ].join('\n'),
    },
  ]
}
