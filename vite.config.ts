import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { portsFromEnvironment } from './platform/addresses.ts'
import { devServices } from './platform/web/dev-services.ts'
import { devWords } from './platform/web/dev-words.ts'
import { firstTheme } from './platform/web/first-theme.ts'
import { precompress } from './platform/web/precompress.ts'

const root = import.meta.dirname
const ports = portsFromEnvironment()
const server = { host: '127.0.0.1', port: ports.console, strictPort: true }

/**
 * What every first page needs, in two files instead of twenty: small files compress worse and cost a request each. `base`
 * is for both faces, `frame` for the console alone. Everything else is split by the pages that use it; words about
 * failures come later, in a calm moment (docs/decisions/0008-initial-javascript.md).
 */
const BASE =
  /vite\/preload-helper|rolldown\/runtime|node_modules\/(react|react-dom|scheduler|@tanstack|openapi-fetch|clsx)\/|lucide-react\/dist\/esm\/([A-Za-z]+|icons\/(check|circle-exclamation-point|circle-check|info|search|x))\.m?js|src\/(domain\/failure|config\/|i18n\/(locale|format|gen\/r)|auth\/return-to|api\/(control-plane\/(dialects\/runbook\/)?(first-page|given)|http\b|backoff|pace|failure-from|server-clock|shape|query-client|health)|components\/(ui\/(Button|button-style|Page|Menu|use-floating|Name|name-parts|toast)|state\/(Skeleton|ask-elsewhere))|app\/(paths|recovery|preferences|shell\/(Logo|Preferences|Splash)))|i18n\/gen\/messages\/(errors|kit_loading|kit_working|kit_menu|app_theme|app_language|app_skip)/
const FRAME =
  /node_modules\/(react-router|keycloak-js)\/|src\/(auth\/(?!known-here|portal-entry|session-state)|api\/(code|counts|keep|me)\.ts|app\/(params|places|routes|lazy-page|tenant|Gate|shell\/(?!ServiceLines|PlainPage|RouteFailure|NotFound|NoRoles|ApprovalCount|OnboardingCount|use-repeatedly)))/

/**
 * What comes after the first page, in three files for what else would be forty of some hundred bytes each: what both faces
 * tell a state with, what every list and page of an object is made of, and traffic.
 */
const KIT =
  /src\/components\/(state\/(EmptyState|FailureNote|failure-words)|ui\/(CopyButton|Badge|Time|Code|use-now)\b|table\/(Pagination|SearchBox))|src\/api\/(probes|every-page)\.ts|lucide-react\/dist\/esm\/icons\/(copy|chevron|refresh|circle)/
const LISTS =
  /src\/(components\/(table\/|state\/(Panel|QuestionPopover|ReadingValue)|ui\/(Dialog|LinkButton|ActionLink|Tooltip|Facts|Section|Tabs|PendingStatus|save-file))|api\/(control-plane\/dialects\/runbook|contracts|policies|consumers|subscriptions|stream|plans)|features\/history\/words|components\/diff\/shown-value)/
const TRAFFIC =
  /src\/(components\/(chart\/(?!TimeChart|ChartTooltip)|time\/)|features\/traffic|api\/(metrics|metric-source|policy-changes|prometheus|counts)|domain\/(traffic|comparison|promql|metric-families|query-step|series|time-range|zone|clock|policy-change|undo|merge-patch|field-diff|alert\.|busiest|error-budget|service-states))/

/** In the order in which they choose their modules. */
const GROUPS = { base: BASE, frame: FRAME, kit: KIT, lists: LISTS, traffic: TRAFFIC }

export default defineConfig({
  plugins: [
    devWords(),
    tailwindcss(),
    react(),
    firstTheme(`${root}/src/app/first-theme.js`),
    devServices(),
    precompress(),
  ],
  resolve: { alias: { '~': `${root}/src`, '#contract': `${root}/contract` } },
  server,
  preview: server,
  // The worker is a module in dev, too, and its address goes through one policy (src/api/openapi-thread.ts).
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // Everything is a file of its own under /assets: the policy allows no inline script, style or data module.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: 'hidden',
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // The first page carries the names of all files that later pages need: of shared ones only what tells them apart.
        chunkFileNames: ({ name, isDynamicEntry }) =>
          isDynamicEntry || Object.hasOwn(GROUPS, name)
            ? 'assets/[name]-[hash].js'
            : 'assets/[hash].js',
        codeSplitting: {
          groups: Object.entries(GROUPS).map(([name, test], place) => ({
            name,
            test,
            priority: Object.keys(GROUPS).length - place,
          })),
        },
      },
    },
  },
})
