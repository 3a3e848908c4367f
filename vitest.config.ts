import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const PROMQL = '@prometheus-io/codemirror-promql'

export default defineConfig({
  test: {
    // The second tells scripts/check.ts how many tests ran.
    reporters: ['default', ['json', { outputFile: 'test-counts/unit.json' }]],
    // Without it, Vitest keeps one core for itself: on two cores everything would run in a single worker.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias: { '~': `${root}/src`, '#contract': `${root}/contract` } },
        test: {
          name: 'rules',
          environment: 'node',
          include: ['src/domain/**/*.test.ts'],
          // Pure functions leave nothing behind: the files of a worker share what they import.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      {
        resolve: {
          alias: {
            '~': `${root}/src`,
            '#contract': `${root}/contract`,
            // Node would take its CommonJS, and with that another CodeMirror than ours.
            [PROMQL]: `${root}/node_modules/${PROMQL}/dist/esm/index.js`,
          },
        },
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/domain/**'],
          globalSetup: ['src/test/words.ts'],
          server: { deps: { inline: [PROMQL] } },
          setupFiles: ['src/test/setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      {
        test: {
          name: 'platform',
          environment: 'node',
          include: ['{platform,contract,scripts}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
    ],
  },
})
