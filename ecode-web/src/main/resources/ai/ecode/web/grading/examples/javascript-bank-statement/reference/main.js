const lines = require("node:fs").readFileSync(0, "utf8").split("\n").filter((line) => line !== "");

let cents = 0;
const said = [];
for (const line of lines) {
  const [, deed, whole, part = ""] = /^(deposit|withdraw) (\d+)(?:\.(\d{1,2}))?$/.exec(line) ?? [];
  const amount = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  if (deed === "deposit" && amount > 0) {
    cents += amount;
  } else if (deed === "withdraw" && amount > 0 && amount <= cents) {
    cents -= amount;
  } else {
    said.push(`refused: ${line}`);
  }
}
said.push(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
console.log(said.join("\n"));
