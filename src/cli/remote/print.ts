import Table from 'cli-table3'

/** Prints data as JSON where that is asked for, else as it is told. */
export const print = <T>(data: T, json: boolean | undefined, told: (data: T) => string): void => {
  process.stdout.write(`${json ? JSON.stringify(data, null, 2) : told(data)}\n`)
}

const bare = { 'top-left': '', top: '', 'top-mid': '', 'top-right': '', bottom: '', 'bottom-left': '' }
const lines = { 'bottom-mid': '', 'bottom-right': '', left: '', right: '', mid: '', 'left-mid': '' }
const between = { 'mid-mid': '', 'right-mid': '', middle: '  ' }

/** Rows under their heads, without lines around them, so that other tools can take them apart. */
export const tableOf = (head: string[], rows: string[][]): string => {
  const table = new Table({
    head,
    chars: { ...bare, ...lines, ...between },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  table.push(...rows)
  return table.toString()
}

/** A moment, to the minute, by the clock of who reads: 2024-03-01 09:00, as Swedes write it. */
export const moment = (iso: string | null): string =>
  iso ? new Date(iso).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' }) : ''
