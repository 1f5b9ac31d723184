// Beside each file of the build its brotli, as good as it gets: the server compresses nothing of it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const PACKED = /\.(js|css|svg|json)$/

export const brotli: Plugin = {
  name: 'brotli',
  apply: 'build',
  closeBundle() {
    for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || !PACKED.test(entry.name)) continue
      const whole = readFileSync(path)
      const packed = brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
      if (packed.length < whole.length) writeFileSync(`${path}.br`, packed)
    }
  },
}
