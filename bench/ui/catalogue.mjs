// What is long enough to be scrolled: documents of the demo's type, assets of some shapes, a channel with a tree.

const PICTURES = 40

export async function catalogue(ask, { documents, assets, nodes }) {
  await many(ask, 'documents', documents, (at) => ({
    id: `bench-${at}`,
    documentType: { id: 'product' },
    attributes: { product_name: { en_GB: `Bench product ${at}`, fr_FR: `Produit ${at}` }, product_width: 200 + (at % 900), product_depth: 150 + (at % 700) },
  }))
  const files = []
  for (let at = 0; at < PICTURES; at++) files.push(await upload(ask, at))
  await many(ask, 'assets', assets, (at) => ({ id: `bench-${at}`, fileId: files[at % PICTURES] }))
  await ask('POST', '/api/catalogs', { id: 'BEN', name: 'Bench', objectType: 'document' })
  // A hundredth are above the others, so that each has as many below it.
  const tops = Math.ceil(nodes / 100)
  const node = (id, parent, sequence) => ({ id, parent: { id: parent }, sequence, attributes: { classification_name: { en_GB: `Node ${id}` } } })
  await many(ask, 'classifications', tops, (at) => node(`bench-${at}`, 'root_BEN', at))
  await many(ask, 'classifications', nodes - tops, (at) => node(`bench-${at % tops}-${at}`, `bench-${at % tops}`, at))
}

/** Makes as many by the bulk requests of the API; one that is refused ends the run. */
async function many(ask, resource, count, one) {
  for (let from = 0; from < count; from += 1000) {
    const items = Array.from({ length: Math.min(1000, count - from) }, (_, at) => one(from + at))
    const answers = await ask('POST', `/api/${resource}/bulk`, { mode: 'create', items })
    const refused = (answers.items ?? answers.results ?? answers).find?.(({ status }) => status >= 300)
    if (refused) throw new Error(`${resource}: ${JSON.stringify(refused)}`)
  }
}

async function upload(ask, at) {
  const [width, height] = [600 + ((at * 137) % 600), 500 + ((at * 89) % 400)]
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${at * 9},50%,60%)"/><circle cx="50%" cy="50%" r="${150 + at}" fill="hsl(${at * 9},60%,30%)"/></svg>`
  const form = new FormData()
  form.set('file', new File([picture], `bench-${at}.svg`, { type: 'image/svg+xml' }))
  return (await ask('POST', '/api/files', form)).id
}
