import { defineConfig } from '@playwright/test';

/** Stories of people at work, in a real browser, against a server that runs: STUDIO_URL says where, AUTERITY_API_KEY is the way in. */
export default defineConfig({
  testDir: 'stories',
  outputDir: 'node_modules/.stories',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: { baseURL: process.env.STUDIO_URL ?? 'http://localhost:8000', viewport: { width: 1280, height: 800 }, launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }, permissions: ['clipboard-read', 'clipboard-write'], trace: 'retain-on-failure' },
});
