/** The folders and names that decide how a file is run. */
export interface Project {
  has(path: string): boolean;
  text(path: string): Promise<string>;
}

/**
 * The shell line that runs a file from the workspace's folder, or undefined where there is no way to run such a file.
 *
 * @param path relative to the workspace
 */
export async function commandFor(path: string, project: Project): Promise<string | undefined> {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  const file = quote(path);
  switch (extension) {
    case "py":
      return /(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(path)
        ? `python3 -m pytest ${file}`
        : `python3 ${file}`;
    case "js":
    case "mjs":
    case "cjs":
      return /(\.|\/|^)test\.[cm]?js$/.test(path) ? `node --test ${file}` : `node ${file}`;
    case "java":
      return project.has("pom.xml") && path.startsWith("src/") ? maven(path, project) : `java ${file}`;
    case "c":
      return native("gcc -std=c17 -Wall", path, "-lm");
    case "cc":
    case "cpp":
    case "cxx":
      return native("g++ -std=c++20 -Wall", path, "");
    case "sh":
    case "bash":
      return `bash ${file}`;
    case "go":
      return `go run ${file}`;
    case "rb":
      return `ruby ${file}`;
    case "php":
      return `php ${file}`;
    case "pl":
      return `perl ${file}`;
    case "lua":
      return `lua ${file}`;
    case "r":
      return `Rscript ${file}`;
    case undefined:
    default:
      return undefined;
  }
}

async function maven(path: string, project: Project): Promise<string> {
  const source = await project.text(path);
  const simple = /([^/]+)\.java$/.exec(path)?.[1] ?? "";
  const folder = /^\s*package\s+([\w.]+)\s*;/m.exec(source)?.[1];
  const name = folder === undefined ? simple : `${folder}.${simple}`;
  return path.startsWith("src/test/")
    ? `mvn -q test -Dtest=${quote(simple)}`
    : `mvn -q compile && java -cp target/classes ${quote(name)}`;
}

/** Compiles beside nothing of the user's and runs it only when it compiled. */
function native(compiler: string, path: string, libraries: string): string {
  const program = quote(`/tmp/${path.replaceAll("/", "-").replace(/\.[^.]+$/, "")}`);
  return [compiler, quote(path), "-o", program, libraries, "&&", program]
    .filter((part) => part !== "")
    .join(" ");
}

/** As one word of a POSIX shell, whatever is in it; never read as an option. */
export function quote(path: string): string {
  const safe = path.startsWith("-") ? `./${path}` : path;
  return /^[\w./+@%=:-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}
