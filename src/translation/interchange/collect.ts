import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let gc: (() => void) | undefined

/**
 * Has V8 collect its garbage now. Left alone it lets hundreds of MB pile up where the machine has room; a file of a million
 * units is promised to need 300 in all. Takes some tens of ms.
 */
export const collectGarbage = (): void => {
  if (!gc) {
    setFlagsFromString('--expose-gc')
    gc = runInNewContext('gc') as () => void
  }
  gc()
}
