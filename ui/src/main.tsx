import '@fontsource-variable/inter/wght.css'
import './theme/inter.css'
import './theme/mantine.css'
import '@mantine/notifications/styles.css'
import './theme/base.css'

import { createRoot } from 'react-dom/client'
import { App } from './app'
import { startWords } from './i18n'

const root = document.getElementById('root')
if (root) void startWords().then(() => createRoot(root).render(<App />))
