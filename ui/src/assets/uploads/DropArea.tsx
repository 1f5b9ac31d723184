import { Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import styles from './DropArea.module.css'

interface Props {
  /** What happens to what is dropped. */
  label: string
  onFiles: (files: File[]) => void
}

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the page, and shows so while they hover. */
export function DropArea({ label, onFiles }: Props) {
  const [isOver, over] = useState(false)
  const took = useRef(onFiles)
  took.current = onFiles
  useEffect(() => {
    // Entering a child fires before leaving its parent: only the last leave counts.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth += 1
      over(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth -= 1
      if (depth <= 0) over(false)
    }
    const hover = (event: DragEvent) => hasFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      over(false)
      void filesOf(event.dataTransfer!).then((files) => files.length > 0 && took.current(files))
    }
    addEventListener('dragenter', enter)
    addEventListener('dragleave', leave)
    addEventListener('dragover', hover)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('dragover', hover)
      removeEventListener('drop', drop)
    }
  }, [])
  if (!isOver) return null
  return (
    <div className={styles.area}>
      <div className={styles.words}>
        <IconUpload size={32} stroke={1.5} />
        <Text fw={600}>{label}</Text>
      </div>
    </div>
  )
}

/** The files that were dropped, those of folders too. */
async function filesOf(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const files = [...dropped.files]
  if (!entries.some((entry) => entry.isDirectory)) return files
  return (await Promise.all(entries.map(filesIn))).flat()
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: File[] = []
  // A reader answers a part of a large folder at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return found.filter(({ name }) => !name.startsWith('.'))
    found.push(...(await Promise.all(some.map(filesIn))).flat())
  }
}
