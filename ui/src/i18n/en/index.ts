import documents from './documents.json'
import frame from './frame.json'
import grid from './grid.json'
import product from './product.json'
import trees from './trees.json'

export default { documents, frame, grid, product, trees }
