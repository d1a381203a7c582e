import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = fileURLToPath(new URL('../../dist/web', import.meta.url))

/** Puts what is text into smaller files beside it, once, so that the server need not do so for each reader. */
const compressed: Plugin = {
  name: 'compressed',
  closeBundle() {
    const assets = `${outDir}/assets/`
    for (const name of readdirSync(assets).filter((name) => /\.(js|css|svg)$/.test(name))) {
      const text = readFileSync(assets + name)
      writeFileSync(`${assets}${name}.br`, brotliCompressSync(text))
      writeFileSync(`${assets}${name}.gz`, gzipSync(text))
    }
  },
}

export default defineConfig({
  plugins: [react(), compressed],
  // The server puts a fresh one into each answer (src/http/screens.ts).
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir,
    emptyOutDir: true,
    // Fonts and pictures stay files: the content security policy lets no data: address be a font.
    assetsInlineLimit: 0,
  },
})
