import { expect, test } from "vitest";
import { commandFor, type Project, quote } from "./running.ts";

const plain: Project = { has: () => false, text: () => Promise.resolve("") };

test.each([
  ["main.py", "python3 main.py"],
  ["tests/test_main.py", "python3 -m pytest tests/test_main.py"],
  ["index.js", "node index.js"],
  ["index.test.js", "node --test index.test.js"],
  ["Main.java", "java Main.java"],
  ["hello.c", "gcc -std=c17 -Wall hello.c -o /tmp/hello -lm && /tmp/hello"],
  ["a/b.cpp", "g++ -std=c++20 -Wall a/b.cpp -o /tmp/a-b && /tmp/a-b"],
  ["run.sh", "bash run.sh"],
])("%s runs by %s", async (path, command) => {
  expect(await commandFor(path, plain)).toBe(command);
});

test("a file that nothing runs has no command", async () => {
  expect(await commandFor("README.md", plain)).toBeUndefined();
  expect(await commandFor("Makefile", plain)).toBeUndefined();
});

test("a class of a Maven project runs by its full name", async () => {
  const project: Project = {
    has: (path) => path === "pom.xml",
    text: () => Promise.resolve("// first\npackage org.example.app;\n"),
  };
  expect(await commandFor("src/main/java/org/example/app/App.java", project)).toBe(
    "mvn -q compile && java -cp target/classes org.example.app.App",
  );
  expect(await commandFor("src/test/java/org/example/app/AppTest.java", project)).toBe(
    "mvn -q test -Dtest=AppTest",
  );
});

test("a name is one word of the shell, whatever is in it", () => {
  expect(quote("my file; rm -rf $HOME.py")).toBe("'my file; rm -rf $HOME.py'");
  expect(quote("it's.py")).toBe("'it'\\''s.py'");
  expect(quote("-c.py")).toBe("./-c.py");
});
