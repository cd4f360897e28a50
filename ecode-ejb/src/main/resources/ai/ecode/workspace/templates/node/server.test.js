import assert from "node:assert/strict";
import test from "node:test";
import { greet, start } from "./server.js";

test("greets by name", () => {
  assert.equal(greet("Ada"), "Hello, Ada!");
});

test("answers over HTTP", async () => {
  const server = await start(0);
  try {
    const response = await fetch(`http://127.0.0.1:${server.address().port}/?name=Ada`);
    assert.equal(await response.text(), "Hello, Ada!\n");
  } finally {
    server.close();
  }
});
