import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "vite";

const SOURCE = path.join(import.meta.dirname, "../src/brand/first-paint.js");

/**
 * Puts the script that sets the theme before the first paint into each page's head: as a classic script, which holds
 * the paint back, and as a file of its own, which the content security policy allows.
 */
export function firstPaint(): Plugin {
  const source = readFileSync(SOURCE, "utf8");
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
  const fileName = `assets/first-paint-${hash}.js`;
  return {
    name: "ecode:first-paint",
    transformIndexHtml: () => [{ tag: "script", attrs: { src: `/${fileName}` }, injectTo: "head-prepend" }],
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source });
    },
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript");
        response.end(source);
      });
    },
  };
}
