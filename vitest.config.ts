import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['./test/setup.ts'],
    include: ['src/**/*.test.ts', 'web/src/**/*.test.ts', 'sdk/test/**/*.test.ts', 'test/**/*.test.ts'],
    // One process and shared modules: the media engine is loaded once, and 600 small tests take seconds.
    pool: 'threads',
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/closing-line.ts'],
  },
});
