import { useLocalStorage } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { BreadcrumbsProvider } from './Breadcrumbs'
import { DataLocaleProvider } from './DataLocale'
import { Rail } from './Rail'
import styles from './Shell.module.css'
import { TopBar } from './TopBar'

/** What stands around every page. */
export function Shell() {
  const [isFolded, setFolded] = useLocalStorage({ key: 'vitrine-rail', defaultValue: false, getInitialValueInEffect: false })
  return (
    <DataLocaleProvider>
      <BreadcrumbsProvider>
        <div className={styles.shell} data-folded={isFolded || undefined}>
          <Rail isFolded={isFolded} onFold={() => setFolded(!isFolded)} />
          <TopBar />
          <main className={styles.main}>
            <Outlet />
          </main>
        </div>
      </BreadcrumbsProvider>
    </DataLocaleProvider>
  )
}
