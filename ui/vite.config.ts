import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { brotli } from './dev/brotli.ts'
import { runtime } from './dev/runtime.ts'
import { strict } from './dev/policy.ts'

// While developing, the API is a server beside (`VITRINE_URL`), asked with a token of its own (`VITRINE_TOKEN`), so
// that no one needs to sign in.
const { VITRINE_URL = 'http://127.0.0.1:8080', VITRINE_TOKEN } = process.env
const headers = VITRINE_TOKEN ? { Authorization: `Bearer ${VITRINE_TOKEN}` } : undefined
const proxied = { target: VITRINE_URL, headers }

export default defineConfig({
  base: '/admin/',
  plugins: [react(), runtime, strict, brotli],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  server: { proxy: { '/api': proxied, '/cdn': proxied } },
  preview: { proxy: { '/api': proxied, '/cdn': proxied } },
  // Nothing is inlined: the page's policy allows scripts, styles and fonts of its own host alone.
  build: {
    assetsDir: 'static',
    assetsInlineLimit: 0,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // What is loaded together anyway packs better as one.
        codeSplitting: { groups: [{ name: 'frame', tags: ['$initial'] }, { name: 'grid', test: /@revolist(?!.*filter-panel)/ }] },
      },
    },
  },
})
