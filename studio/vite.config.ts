import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = process.env.AUTERITY_URL ?? 'http://localhost:8000';
// The server takes its session cookie from its own pages only; while developing, this server is its page.
const ours = { target: server, changeOrigin: true, headers: { origin: server, 'sec-fetch-site': 'same-origin' } };

export default defineConfig({
  plugins: [react(), tailwind()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'editor', test: /node_modules[\\/](@codemirror|@lezer)/ },
      { name: 'canvas', test: /node_modules[\\/](@xyflow|d3-)/ },
      { name: 'vendor', test: /node_modules[\\/](react|react-dom|react-redux|@reduxjs|react-router|radix-ui|@radix-ui|@microsoft)/ },
    ] } } },
  },
  server: { port: 5173, proxy: { '/api': ours, '/hooks': ours, '/hooks-test': ours, '/openapi': ours, '/health': ours, '/hubs': { ...ours, ws: true } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
