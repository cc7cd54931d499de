import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where a running API listens: the demo's, unless told. */
const { API_PORT = '4000', TENANT_HOST = 'yrd.localhost' } = process.env;

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', sourcemap: true },
  // `npx vite` in this folder: pages from here, everything else from the API. The Host header names the tenant; its name is
  // not looked up, since resolvers other than browsers' often know no `*.localhost`.
  server: {
    proxy: {
      '/graphql': { target: `http://127.0.0.1:${API_PORT}`, headers: { host: `${TENANT_HOST}:${API_PORT}` } },
    },
  },
});
