const lines = require("node:fs").readFileSync(0, "utf8").split("\n");

let balance = 0;
for (const line of lines) {
  const [deed, amount] = line.split(" ");
}
console.log(balance.toFixed(2));
