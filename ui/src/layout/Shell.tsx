import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { Outlet, useMatches } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BreadcrumbsProvider } from './Breadcrumbs'
import { DataLocaleProvider } from './DataLocale'
import { NavigationProgress } from './NavigationProgress'
import { Rail } from './Rail'
import { ReachBar } from './ReachBar'
import styles from './Shell.module.css'
import { TopBar } from './TopBar'
import { listenEarly } from './palette/early'
import { useRecents } from './palette/recents'
import { UploadTray, UploadsProvider } from '@/assets/uploads'
import { useShortcuts } from './useShortcuts'

const loadPalette = () => import('./palette/Palette')
const Palette = lazy(loadPalette)
const Shortcuts = lazy(() => import('./Shortcuts'))

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The page stands alone, without rail and bar. */
    isBare?: boolean
  }
}

/** What stands around every page. */
export function Shell() {
  const isBare = useMatches({ select: (matches) => matches.some((match) => match.staticData.isBare) })
  return (
    <DataLocaleProvider>
      <BreadcrumbsProvider>
        <NavigationProgress />
        {isBare ? <Outlet /> : <UploadsProvider><Around /><UploadTray /></UploadsProvider>}
      </BreadcrumbsProvider>
    </DataLocaleProvider>
  )
}

function Around() {
  const { t } = useTranslation()
  const [isFolded, setFolded] = useLocalStorage({ key: 'vitrine-rail', defaultValue: false, getInitialValueInEffect: false })
  const [isSearching, search] = useDisclosure(false)
  const [isHelping, help] = useDisclosure(false)
  // Both stay once they were wanted, so that they can close with a movement.
  const [wasSearched, setSearched] = useState(false)
  const openSearch = () => {
    if (!isSearching) listenEarly()
    setSearched(true)
    search.open()
  }
  useShortcuts({ onSearch: openSearch, onHelp: help.open })
  useRecents()
  return (
    <div className={styles.shell} data-folded={isFolded || undefined}>
      <a href="#main" className={styles.skip}>{t('skip')}</a>
      <Rail isFolded={isFolded} onFold={() => setFolded(!isFolded)} />
      <TopBar onSearch={openSearch} onSearchNear={() => void loadPalette()} onHelp={help.open} />
      <main className={styles.main} id="main" tabIndex={-1}>
        <ReachBar />
        <Outlet />
      </main>
      <Suspense>
        {wasSearched && <Palette isOpen={isSearching} onClose={search.close} onHelp={help.open} />}
        {isHelping && <Shortcuts onClose={help.close} />}
      </Suspense>
    </div>
  )
}
