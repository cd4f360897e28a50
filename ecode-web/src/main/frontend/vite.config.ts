import react from "@vitejs/plugin-react";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { firstPaint } from "./build/firstPaint.ts";
import { precompress } from "./build/precompress.ts";

const here = import.meta.dirname;

export default defineConfig({
  plugins: [react(), firstPaint(), precompress()],
  resolve: { dedupe: ["monaco-editor", "vscode"] },
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
  },
});
