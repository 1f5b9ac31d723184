// The pages of a build that isn't in the binary yet, under the same policy; everything else is the server's. So a change of
// the interface is tried without compiling the server.
import { createServer, request } from 'node:http'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const TYPES = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', woff2: 'font/woff2', html: 'text/html; charset=utf-8' }

/** Serves `dist` under `/admin` before the server at `base`; answers where, and how to stop. */
export async function pages(base, dist) {
  const server = createServer((asked, answer) => {
    const path = new URL(asked.url, base).pathname
    if (!path.startsWith('/admin')) return passOn(base, asked, answer)
    const file = join(dist, path.slice('/admin'.length))
    const isFile = path !== '/admin/' && statSync(file, { throwIfNoEntry: false })?.isFile()
    if (isFile) {
      answer.setHeader('Content-Type', TYPES[file.split('.').at(-1)] ?? 'application/octet-stream')
      // Packed where the build packed it, as from the binary.
      const isPacked = /\bbr\b/.test(asked.headers['accept-encoding'] ?? '') && existsSync(`${file}.br`)
      if (isPacked) answer.setHeader('Content-Encoding', 'br')
      return answer.end(readFileSync(isPacked ? `${file}.br` : file))
    }
    answer.setHeader('Content-Type', TYPES.html)
    answer.setHeader('Content-Security-Policy', policy.replace('%NONCE%', 'story'))
    answer.end(readFileSync(join(dist, 'index.html'), 'utf8').replace('%NONCE%', 'story'))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => server.closeAllConnections() ?? server.close() }
}

const policy = readFileSync(new URL('../../dev/policy.txt', import.meta.url), 'utf8').trim()

function passOn(base, asked, answer) {
  const on = request(new URL(asked.url, base), { method: asked.method, headers: asked.headers }, (got) => {
    answer.writeHead(got.statusCode, got.headers)
    got.pipe(answer)
  })
  on.on('error', () => answer.destroy())
  asked.pipe(on)
}
