let cents = 0;
for (const line of require("node:fs").readFileSync(0, "utf8").split("\n")) {
  const [deed, amount] = line.split(" ");
  if (!deed) continue;
  if (!/^\d+(\.\d{1,2})?$/.test(amount)) console.log("refused: " + line);
  else cents += (deed === "deposit" ? 1 : -1) * Math.round(Number(amount) * 100);
}
console.log((cents / 100).toFixed(2));
