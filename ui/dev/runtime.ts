// RevoGrid brings the whole runtime of Stencil, with a list of what of it is used. Written in as constants, the rest falls
// away; what continues a page drawn by a server never has one here.
import type { Plugin } from 'vite'

const NEVER = ['hydrateClientSide', 'hydrateServerSide']

export const runtime: Plugin = {
  name: 'stencil-runtime',
  apply: 'build',
  transform(code, id) {
    const list = id.includes('@revolist/revogrid/dist/esm/') && code.match(/^const BUILD = .*?\{(.*?)\};$/m)?.[1]
    if (!list) return null
    const used = new Map(list.split(',').map((one) => one.split(':').map((part) => part.trim()) as [string, string]))
    return code.replace(/\bBUILD\.(\w+)/g, (whole, name: string) => (NEVER.includes(name) ? 'false' : (used.get(name) ?? whole)))
  },
}
