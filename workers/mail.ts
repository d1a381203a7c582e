import { work } from '../src/cli/work.ts'

await work(['mail'])
