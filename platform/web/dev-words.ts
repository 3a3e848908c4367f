/** While the console is developed: a message that was changed is compiled, and the page drawn with it. */
import { execFileSync } from 'node:child_process'
import type { Plugin } from 'vite'

function compileWords(): void {
  execFileSync(process.execPath, ['scripts/words.ts'], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** A plugin of the dev server; a build is made after `scripts/words.ts`. */
export function devWords(): Plugin {
  return {
    name: 'stoa-dev-words',
    apply: 'serve',
    buildStart: compileWords,
    configureServer({ watcher }) {
      watcher.on('change', (file) => {
        if (/i18n\/messages\/.*\.json$/.test(file)) compileWords()
      })
    },
  }
}
