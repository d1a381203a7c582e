import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm run chaos`: minutes of faults, apart from the tests that every change runs. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/chaos/*.chaos.ts'],
    globalSetup: ['test/support/setup.ts'],
    fileParallelism: false,
  },
})
