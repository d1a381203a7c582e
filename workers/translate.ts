import { work } from '../src/cli/serve.ts'

await work(['translate'])
