import type { GridModel, Spot } from './GridModel'
import type { RowChange, RowSaved, Save } from './types'

/** What was typed into a cell and isn't saved. */
export interface Edit {
  before: unknown
  after: unknown
  /** What was typed, where no value could be made of it. */
  typed?: string
  state: 'waiting' | 'saving' | 'refused'
  error?: string
  /** What somebody else wrote there; `before` was what stood there when it was typed. */
  theirs?: { value: unknown }
}

/** A text that is still to be read, or a value. */
export type Entry = Spot & ({ text: string } | { value: unknown })

interface Step {
  id: string
  column: string
  before: unknown
  after: unknown
}

/** What was typed over the rows of a grid: saved row by row in the order of typing, kept where it is refused, undone step by step. */
export class CellEdits<T> {
  save: Save<T> | undefined
  private cells = new Map<string, Map<string, Edit>>()
  private busy = new Set<string>()
  private done: Step[][] = []
  private undone: Step[][] = []

  constructor(private model: GridModel<T>, private redraw: () => void) {}

  of(id: string, column: string): Edit | undefined {
    return this.cells.get(id)?.get(column)
  }

  /** How many cells are refused, and how many are under way. */
  count(): { refused: number; open: number } {
    const all = [...this.cells.values()].flatMap((row) => [...row.values()])
    const refused = all.filter((edit) => edit.state === 'refused').length
    return { refused, open: all.length - refused }
  }

  /** Takes what was typed, pasted or filled: reads it by its columns, marks it, and saves it. */
  async enter(entries: Entry[]): Promise<void> {
    if (entries.length === 0) return
    await this.model.load(Math.min(...entries.map((one) => one.row)), Math.max(...entries.map((one) => one.row)))
    const steps: Step[] = []
    for (const entry of entries) {
      const step = await this.take(entry)
      if (step) steps.push(step)
    }
    if (steps.length > 0) {
      this.done.push(steps)
      this.undone = []
    }
    this.redraw()
    await this.flush()
  }

  undo = () => this.step(this.done, this.undone, 'before')
  redo = () => this.step(this.undone, this.done, 'after')

  /** Gives up what was typed into a cell. */
  drop(id: string, column: string) {
    const row = this.cells.get(id)
    row?.delete(column)
    if (row?.size === 0) this.cells.delete(id)
    this.redraw()
  }

  /** Sends once more what was refused; over what somebody else wrote, too. */
  async again(id: string, column: string) {
    const edit = this.of(id, column)
    if (!edit) return
    this.set(id, column, { before: edit.theirs ? edit.theirs.value : edit.before, after: edit.after, state: 'waiting' })
    this.redraw()
    await this.flush()
  }

  private async take(entry: Entry): Promise<Step | undefined> {
    const row = this.model.rows[entry.row]
    const column = this.model.column(entry.column)
    const id = this.model.idAt(entry.row)
    if (!row?.item || !column?.editing || id === undefined) return
    if (column.editing.isAllowed && !column.editing.isAllowed(row.item)) return
    const parsed = 'value' in entry ? { value: entry.value } : await column.editing.parse(entry.text)
    const before = column.value(row.item)
    if ('error' in parsed) {
      this.set(id, column.key, { before, after: before, typed: 'text' in entry ? entry.text : undefined, state: 'refused', error: parsed.error })
      return
    }
    const shown = this.model.value(row, column)
    this.drop(id, column.key)
    if (isSame(parsed.value, before) && isSame(shown, before)) return
    this.set(id, column.key, { before, after: parsed.value, state: 'waiting' })
    return { id, column: column.key, before: shown, after: parsed.value }
  }

  private set(id: string, column: string, edit: Edit) {
    const row = this.cells.get(id) ?? new Map<string, Edit>()
    row.set(column, edit)
    this.cells.set(id, row)
  }

  private async step(from: Step[][], to: Step[][], side: 'before' | 'after') {
    const steps = from.pop()
    if (!steps) return
    to.push(steps)
    for (const step of steps) {
      const at = this.model.placeOf(step.id)
      const item = at === undefined ? undefined : this.model.rows[at]?.item
      const column = this.model.column(step.column)
      if (item && column) this.set(step.id, step.column, { before: column.value(item), after: step[side], state: 'waiting' })
    }
    this.redraw()
    await this.flush()
  }

  /** Sends what waits in rows that aren't being saved already; those go on when they are. */
  private async flush(): Promise<void> {
    if (!this.save) return
    const changes: RowChange<T>[] = []
    for (const [id, cells] of this.cells) {
      if (this.busy.has(id)) continue
      const waiting = [...cells].filter(([, edit]) => edit.state === 'waiting')
      const item = this.model.rows[this.model.placeOf(id) ?? -1]?.item
      if (waiting.length === 0 || !item) continue
      for (const [, edit] of waiting) edit.state = 'saving'
      this.busy.add(id)
      // What the row holds by now, which an earlier save of it may have changed.
      const before = (key: string) => this.model.column(key)?.value(item)
      changes.push({ id, item, cells: Object.fromEntries(waiting.map(([key, { after }]) => [key, { before: before(key), after }])) })
    }
    if (changes.length === 0) return
    const saved = await this.save(changes).catch((error: Error) => changes.map(({ id }) => ({ id, errors: { '': error.message } })))
    for (const change of changes) this.settle(change, saved.find((one) => one.id === change.id) ?? { id: change.id })
    this.redraw()
    await this.flush()
  }

  private settle(change: RowChange<T>, saved: RowSaved<T>) {
    this.busy.delete(change.id)
    if (saved.item) this.model.put(change.id, saved.item)
    const isAnyNamed = Object.keys(change.cells).some((key) => saved.errors?.[key] || (saved.theirs && key in saved.theirs))
    for (const [key, { after }] of Object.entries(change.cells)) {
      const edit = this.of(change.id, key)
      // Typed over again while it was being saved: that one goes next.
      if (!edit || edit.state !== 'saving' || !isSame(edit.after, after)) continue
      const error = saved.errors?.[key]
      if (saved.theirs && key in saved.theirs) Object.assign(edit, { state: 'refused', theirs: { value: saved.theirs[key] } })
      else if (error) Object.assign(edit, { state: 'refused', error })
      // One refused cell refuses its row: what was right in it goes once more, alone.
      else if (isAnyNamed) edit.state = 'waiting'
      else if (saved.errors?.['']) Object.assign(edit, { state: 'refused', error: saved.errors[''] })
      else this.drop(change.id, key)
    }
  }
}

/** Whether two values of a cell are one, in whatever order their members are. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (isNothing(one) && isNothing(other)) return true
  return JSON.stringify(one) === JSON.stringify(other)
}

const isNothing = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

