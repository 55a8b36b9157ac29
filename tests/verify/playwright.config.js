import { defineConfig } from '@playwright/test';
import usual from '../../playwright.config.js';

export default defineConfig({
  ...usual,
  testDir: '.',
  outputDir: '../../test-results/verify',
  workers: 1, // two would share the cores and spoil the milliseconds
  timeout: 60 * 60_000,
});
