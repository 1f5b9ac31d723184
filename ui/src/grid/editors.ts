import type { ColumnDataSchemaModel, EditCell, EditorBase, EditorCtr, HyperFunc, VNode } from '@revolist/react-datagrid'

/** What an editor chose, told apart from what was typed. */
export class Chosen {
  constructor(readonly value: unknown) {}
}

/** An editor that stands open over a cell: React shows it in `host`. */
export interface OpenEditor {
  host: Element
  row: number
  column: string
  typed: string
  onChange: (value: unknown) => void
  done: () => void
  cancel: () => void
}

/** An editor of RevoGrid's that leaves the showing to React, and keeps what was chosen when another cell is clicked. */
export function portalEditor(show: (editor: OpenEditor | null) => void): EditorCtr {
  return class implements EditorBase {
    element: Element | null = null
    editCell?: EditCell
    private value: Chosen | null = null

    constructor(
      private cell: ColumnDataSchemaModel,
      private save: (value: unknown, preventFocus?: boolean) => void,
      private close: (focusNext?: boolean) => void,
    ) {}

    componentDidRender() {
      if (!this.element) return
      show({
        host: this.element,
        row: this.cell.rowIndex,
        column: String(this.cell.prop),
        typed: typeof this.editCell?.val === 'string' ? this.editCell.val : '',
        onChange: (value) => (this.value = new Chosen(value)),
        done: () => (this.value ? this.save(this.value) : this.close(true)),
        cancel: () => this.close(),
      })
    }

    getValue() {
      return this.value
    }

    beforeAutoSave() {
      return this.value !== null
    }

    disconnectedCallback() {
      show(null)
    }

    render(h: HyperFunc<VNode>) {
      return h('div', { class: 'vg-editor' })
    }
  }
}
