import { defineConfig } from '@playwright/test';
import usual from '../../playwright.config.js';

// Not the port of `npm test`, so that the two can run side by side.
const PORT = 4818;
const baseURL = `http://localhost:${PORT}/kilas/`;

export default defineConfig({
  ...usual,
  testDir: '.',
  outputDir: '../../test-results/verify',
  workers: 1, // two would share the cores and spoil the milliseconds
  timeout: 60 * 60_000,
  use: { ...usual.use, baseURL },
  webServer: { command: `node ../page/server.mjs ${PORT}`, url: baseURL },
});
