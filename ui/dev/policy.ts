// `vite preview` serves the built pages under the policy that the server gives them, so that a break of it shows early.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

const policy = readFileSync('dev/policy.txt', 'utf8').trim()

export const strict: Plugin = {
  name: 'strict-policy',
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? '').split('?')[0]!
      if (request.method !== 'GET' || /^\/(api|cdn)\b/.test(path) || /\.\w+$/.test(path)) return next()
      const nonce = randomBytes(16).toString('base64')
      response.setHeader('Content-Security-Policy', policy.replace('%NONCE%', nonce))
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.setHeader('Cache-Control', 'no-store')
      response.end(readFileSync('dist/index.html', 'utf8').replace('%NONCE%', nonce))
    })
  },
}
