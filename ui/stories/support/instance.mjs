// An instance of its own for each story: the demo, made once for all of them, served on a free port of this machine.
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pages } from './pages.mjs'

const BINARY = process.env.VITRINE_BINARY ?? new URL('../../../target/debug/vitrine', import.meta.url).pathname
/** Where the demo lies that stories begin with; one run makes it once, whoever starts first. */
const DEMO = process.env.VITRINE_STORY_DEMO

/** Whoever signs in in the stories. */
export const ADA = { username: 'ada', password: 'correct horse battery' }

/** Runs a command of the program on a data directory and answers what it printed. */
export function vitrine(data, args, input) {
  return execFileSync(BINARY, ['--data-dir', data, ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
}

/** The demo with an administrator, in a fresh folder. */
export function demo(data) {
  vitrine(data, ['demo', '--quiet'])
  vitrine(data, ['user', 'create', '--username', ADA.username, '--admin', '--password-stdin'], ADA.password)
}

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'

/** A served instance: `content` is `demo` or `empty`. It ends with `stop`, and its data with it. */
export async function instance(content = 'demo') {
  const data = mkdtempSync(join(tmpdir(), 'vitrine-story-'))
  if (content === 'demo' && DEMO && existsSync(DEMO)) cpSync(DEMO, data, { recursive: true })
  else if (content === 'demo') demo(data)
  const server = spawn(BINARY, ['--data-dir', data, 'serve', '--listen', '127.0.0.1:0', '--http', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines = []
  const base = await new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${lines.join('\n')}`)))
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const told = line.match(/listening on .*(http:\/\/127\.0\.0\.1:\d+)/)
        if (told) resolve(told[1])
      })
    }
  })
  const own = process.env.VITRINE_UI_DIST ? await pages(base, process.env.VITRINE_UI_DIST) : { base, stop: () => undefined }
  const stop = () =>
    new Promise((resolve) => {
      server.removeAllListeners('exit')
      server.once('exit', resolve)
      own.stop()
      server.kill('SIGTERM')
    }).then(() => rmSync(data, { recursive: true, force: true }))
  return { base: own.base, data, log: lines, stop }
}

/** Asks the instance as a program does, with a token of its own. */
export function program({ base, data }) {
  const token = vitrine(data, ['token', 'create', '--name', `story-${Date.now()}`]).trim().split('\n').at(-1)
  return asking(base, { Authorization: `Bearer ${token}` })
}

/** Asks as the browser of somebody who is signed in at another computer. */
export async function elsewhere({ base }, { username, password } = ADA) {
  const own = { 'User-Agent': FIREFOX, 'X-Vitrine-Session': '1' }
  const begun = await fetch(`${base}/api/session`, { method: 'POST', headers: { ...own, 'Content-Type': 'application/json' }, body: JSON.stringify({ username, password }) })
  if (!begun.ok) throw new Error(`POST /api/session: ${begun.status} ${await begun.text()}`)
  const [cookie] = begun.headers.getSetCookie()[0].split(';')
  return asking(base, { ...own, Cookie: cookie })
}

const asking = (base, own) => async (method, path, body, headers = {}) => {
  const isForm = body instanceof FormData
  const answer = await fetch(base + path, {
    method,
    headers: { ...own, Accept: 'application/json', ...(body && !isForm ? { 'Content-Type': 'application/json' } : {}), ...headers },
    body: isForm ? body : body && JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** Begins an import of a file with these lines; answers the process. */
export async function importing(other, name, lines) {
  const form = new FormData()
  form.append('fileType', 'import')
  form.append('file', new Blob([lines.join('\n')], { type: 'text/csv' }), name)
  const file = await other('POST', '/api/files', form)
  return other('POST', '/api/imports', { fileId: file.id })
}
