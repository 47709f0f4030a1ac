import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['./test/setup.ts'],
    include: ['src/**/*.test.ts', 'web/src/**/*.test.ts', 'sdk/test/**/*.test.ts', 'test/**/*.test.ts'],
    // Two processes with shared modules: the media engine is loaded once in each, and 600 small tests take seconds. No
    // threads: FFmpeg's log, in which some facts are told, is one for the whole process.
    pool: 'forks',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/closing-line.ts'],
  },
});
