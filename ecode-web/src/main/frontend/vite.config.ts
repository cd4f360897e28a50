import react from "@vitejs/plugin-react";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { firstPaint } from "./build/firstPaint.ts";
import { precompress } from "./build/precompress.ts";
import { fakePlatform } from "./dev/serve.ts";

const here = import.meta.dirname;

export default defineConfig(({ mode }) => ({
  plugins: [react(), firstPaint(), precompress(), ...(mode === "fake" ? [fakePlatform()] : [])],
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  resolve: {
    // Two copies of yjs would not know each other's documents.
    dedupe: ["monaco-editor", "vscode", "yjs", "lib0", "y-protocols"],
    alias: [
      // Its "browser" build is UMD, which expects Monaco as a global.
      { find: /^monaco-vim$/, replacement: path.join(here, "node_modules/monaco-vim/dist/index.mjs") },
    ],
  },
  worker: { format: "es" },
  build: {
    target: "es2023",
    outDir: "dist",
    // The content security policy allows no data: scripts, and fonts and images cache better as files.
    assetsInlineLimit: 0,
    // The preload polyfill is an inline script; every supported browser has modulepreload.
    modulePreload: { polyfill: false },
    license: { fileName: "third-party-notices.md" },
    chunkSizeWarningLimit: 8_000,
    rolldownOptions: {
      input: {
        pages: path.join(here, "index.html"),
        ide: path.join(here, "ide.html"),
      },
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    environment: "node",
    testTimeout: 60_000,
  },
}));
