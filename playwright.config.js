import { defineConfig } from '@playwright/test';

const PORT = 4817;

export default defineConfig({
  testDir: 'tests/page',
  workers: 2,
  timeout: 90_000, // each step has a limit of its own
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    // The built page under a path of its own, as GitHub Pages serves it.
    baseURL: `http://localhost:${PORT}/kilas/`,
    browserName: 'chromium',
    locale: 'en-GB',
    serviceWorkers: 'block', // each test meets the network; offline.spec.js is about the rest
    launchOptions: {
      // Unset, Playwright takes the browser that it downloaded itself.
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--use-fake-device-for-media-stream=device-count=2',
        '--use-fake-ui-for-media-stream',
        `--host-resolver-rules=MAP insecure.test 127.0.0.1:${PORT}`,
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Chromium refuses its sandbox to root, who runs many containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    },
  },
  webServer: {
    command: `node tests/page/server.mjs ${PORT}`,
    url: `http://localhost:${PORT}/kilas/`,
    reuseExistingServer: false,
  },
});
