import { paraglideVitePlugin } from '@inlang/paraglide-js'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { portsFromEnvironment } from './platform/addresses.ts'
import { devServices } from './platform/web/dev-services.ts'
import { firstTheme } from './platform/web/first-theme.ts'
import { precompress } from './platform/web/precompress.ts'
import { words } from './scripts/words.ts'

const root = import.meta.dirname
const ports = portsFromEnvironment()
const server = { host: '127.0.0.1', port: ports.console, strictPort: true }

export default defineConfig({
  plugins: [
    paraglideVitePlugin(words),
    tailwindcss(),
    react(),
    firstTheme(`${root}/src/app/first-theme.js`),
    devServices(),
    precompress(),
  ],
  resolve: { alias: { '~': `${root}/src`, '#contract': `${root}/contract` } },
  server,
  preview: server,
  build: {
    target: 'es2023',
    // Everything is a file of its own under /assets: the policy allows no inline script, style or data module.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: 'hidden',
    manifest: true,
    reportCompressedSize: false,
  },
})
