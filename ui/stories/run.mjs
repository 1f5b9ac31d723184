// Tells the stories, each a file of its own, in a browser on an instance of its own:  npm run stories [part of a name]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demo } from './support/instance.mjs'

const here = new URL('.', import.meta.url).pathname
const part = process.argv[2] ?? ''
const stories = readdirSync(here).filter((name) => name.endsWith('.story.mjs') && name.includes(part)).sort()
const data = mkdtempSync(join(tmpdir(), 'vitrine-story-demo-'))
try {
  demo(data)
  const told = spawnSync(process.execPath, ['--test', '--test-concurrency=2', '--test-timeout=600000', '--test-reporter=spec', ...stories.map((name) => join(here, name))], {
    stdio: 'inherit',
    env: { ...process.env, VITRINE_STORY_DEMO: data },
  })
  process.exitCode = told.status ?? 1
} finally {
  rmSync(data, { recursive: true, force: true })
}
