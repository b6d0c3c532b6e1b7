import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The page's content-security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    // deck.gl and maplibre together are one lazy file: the page and its tables stand before it arrives.
    chunkSizeWarningLimit: 2600,
    rolldownOptions: {
      // Libraries mark files for server components, which we do not have.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log)
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api/': server, '/tiles': server, '/health': server },
  },
})
