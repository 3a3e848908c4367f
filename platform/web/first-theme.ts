/** Puts src/app/first-theme.js into the page: a hashed file of its own in the build, inline in dev. */

import { readFile } from 'node:fs/promises'

import type { Plugin } from 'vite'

/** The Vite plugin. @param source path of the script */
export function firstTheme(source: string): Plugin {
  let isBuild = false
  return {
    name: 'stoa-first-theme',
    configResolved(config) {
      isBuild = config.command === 'build'
    },
    async buildStart() {
      if (!isBuild) return
      this.emitFile({ type: 'asset', name: 'first-theme.js', source: await readFile(source) })
    },
    transformIndexHtml: {
      order: 'post',
      async handler(_html, context) {
        const files = Object.values(context.bundle ?? {})
        const file = files.find(
          (made) => made.type === 'asset' && made.names.includes('first-theme.js'),
        )
        const script = file
          ? { tag: 'script', attrs: { src: `/${file.fileName}` } }
          : { tag: 'script', children: await readFile(source, 'utf8') }
        return [{ ...script, injectTo: 'head-prepend' as const }]
      },
    },
  }
}
