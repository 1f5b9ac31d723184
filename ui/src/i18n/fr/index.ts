import assets from './assets.json'
import documents from './documents.json'
import flows from './flows.json'
import frame from './frame.json'
import grid from './grid.json'
import home from './home.json'
import model from './model.json'
import product from './product.json'
import settings from './settings.json'
import trees from './trees.json'

export default { assets, documents, flows, frame, grid, home, model, product, settings, trees }
