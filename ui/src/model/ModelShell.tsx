import { Outlet } from '@tanstack/react-router'
import { ModelNav } from './ModelNav'
import styles from './ModelShell.module.css'

/** The ways through the model, left of whichever part is shown. */
export function ModelShell() {
  return (
    <div className={styles.shell}>
      <ModelNav />
      <div className={styles.content}><Outlet /></div>
    </div>
  )
}
