import { defineConfig } from 'vite';

/** The server to speak to while the dashboard is worked on: `npx vite web` beside a server that runs. */
const server = process.env['BUTLER_URL'] ?? 'http://127.0.0.1:32500';

export default defineConfig({
  root: import.meta.dirname,
  // Works below any path that a proxy gives it.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    modulePreload: { polyfill: false },
    // The policy for content admits no data addresses for scripts, styles and fonts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    proxy: { '/api': { target: server, changeOrigin: true, headers: { Origin: server } } },
  },
});
