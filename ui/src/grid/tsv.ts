/** Cells as spreadsheets put them on the clipboard: tabs and lines, quoted where a cell has either. */

/** Reads a block. A quoted cell may hold tabs and lines; the line end after the last row is no row. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  let at = 0
  const endCell = () => { row.push(cell); cell = '' }
  const endRow = () => { endCell(); rows.push(row); row = [] }
  while (at < text.length) {
    const letter = text[at]!
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') { cell += '"'; at += 1 }
      else isQuoted = false
    } else if (letter === '"' && cell === '' && closes(text, at)) isQuoted = true
    else if (letter === '\t') endCell()
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') at += 1
      endRow()
    } else cell += letter
    at += 1
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows.length > 0 ? rows : [['']]
}

/** Whether the quote at `from` has a partner at the end of a cell; else it is a sign like others, as in 5" wide. */
function closes(text: string, from: number): boolean {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue
    if (text[at + 1] === '"') { at += 1; continue }
    const next = text[at + 1]
    return next === undefined || next === '\t' || next === '\n' || next === '\r'
  }
  return false
}

/** Writes a block, so that spreadsheets read the same cells back. */
export function writeBlock(rows: string[][]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\n')
}

const quoted = (cell: string) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
