import { promises as fs } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin, ResolvedConfig } from "vite";

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|md|txt|wasm|ttf|map)$/;

/** Below this a compressed copy saves no packet. */
const WORTHWHILE_BYTES = 1_024;

/**
 * Writes `X.br` and `X.gz` beside each text file X of the build, so that the server only ever copies bytes.
 * A copy that is not smaller than the original is not kept.
 */
export function precompress(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "ecode:precompress",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle() {
      const root = path.resolve(config.root, config.build.outDir);
      const entries = await fs.readdir(root, { recursive: true, withFileTypes: true });
      for (const entry of entries) {
        if (entry.isFile() && COMPRESSIBLE.test(entry.name)) {
          await compress(path.join(entry.parentPath, entry.name));
        }
      }
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await fs.readFile(file);
  if (bytes.length < WORTHWHILE_BYTES) {
    return;
  }
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  for (const [copy, suffix] of [
    [brotli, ".br"],
    [gzipped, ".gz"],
  ] as const) {
    if (copy.length < bytes.length) {
      await fs.writeFile(file + suffix, copy);
    }
  }
}
