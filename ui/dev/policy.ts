// `vite preview` serves the built pages under the policy that the server gives them, so that a break of it shows early.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const policy = (nonce: string) =>
  `default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'nonce-${nonce}'; frame-src 'self' https:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'`

export const strict: Plugin = {
  name: 'strict-policy',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? '').split('?')[0]!
      if (request.method !== 'GET' || /^\/(api|cdn)\b/.test(path) || /\.\w+$/.test(path)) return next()
      const nonce = randomBytes(16).toString('base64')
      response.setHeader('Content-Security-Policy', policy(nonce))
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.setHeader('Cache-Control', 'no-store')
      response.end(readFileSync('dist/index.html', 'utf8').replace('%NONCE%', nonce))
    })
  },
}
