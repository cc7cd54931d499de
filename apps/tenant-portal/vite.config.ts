import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', sourcemap: true },
  // `npx vite` in this folder: pages from here, everything else from a running API.
  server: { proxy: { '/graphql': { target: 'http://yrd.localhost:4000', changeOrigin: true } } },
});
