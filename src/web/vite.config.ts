import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  // The server puts a fresh one into each answer (src/http/screens.ts).
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Fonts and pictures stay files: the content security policy lets no data: address be a font.
    assetsInlineLimit: 0,
  },
})
