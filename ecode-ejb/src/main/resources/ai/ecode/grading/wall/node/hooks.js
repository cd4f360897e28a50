// In the tests' sandbox, where Node.js finds what `import` means: a file that the tests do not bring along is the
// submission's.
let port;
let folder;
const waiting = new Map();

export function initialize(data) {
  ({ port, folder } = data);
  port.on("message", ({ id, module }) => {
    waiting.get(id)(module);
    waiting.delete(id);
  });
}

export async function resolve(specifier, context, next) {
  const isOfTheTests = context.parentURL?.startsWith(folder);
  if (isOfTheTests && specifier === "node:test") {
    return { url: "ecode:test", format: "module", shortCircuit: true };
  }
  try {
    return await next(specifier, context);
  } catch (error) {
    const isFile = /^(\.{0,2}\/|file:)/.test(specifier);
    if (
      !isOfTheTests ||
      !isFile ||
      !["ERR_MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT"].includes(error.code)
    )
      throw error;
    const url = new URL(specifier, context.parentURL);
    if (!url.href.startsWith(folder)) throw error;
    return {
      url: `ecode:submission/${url.pathname.slice(new URL(folder).pathname.length)}`,
      format: "module",
      shortCircuit: true,
    };
  }
}

export async function load(url, context, next) {
  if (!url.startsWith("ecode:")) return next(url, context);
  const id = waiting.size === 0 ? 1 : Math.max(...waiting.keys()) + 1;
  const module = await new Promise((resolve) => {
    waiting.set(id, resolve);
    port.postMessage({ id, url });
  });
  return { ...module, shortCircuit: true };
}
