import { defineConfig } from '@playwright/test'
import { localUrl, portsFor } from './platform/addresses.ts'
import { PORT_OFFSET } from './e2e/support/place.ts'

// The real platform is one machine's: one worker, and a journey may break a service for the time of a test.
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/start-platform.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // Ends a journey that hangs. It is no expectation: the journeys need a third of it on a quiet machine, and a busy one is no fault.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // The last tells scripts/check.ts how many journeys ran; it lies outside Playwright's own results folder, which is emptied.
  reporter: [
    ['list'],
    ['html', { open: 'never' }],
    ['json', { outputFile: 'test-counts/e2e.json' }],
  ],
  use: {
    baseURL: localUrl(portsFor(PORT_OFFSET).console),
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    // Debian's Chromium; CHROMIUM names another.
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
