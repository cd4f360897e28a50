let balance = 0;
for (const line of require("node:fs").readFileSync(0, "utf8").split("\n")) {
  const [deed, amount] = line.split(" ");
  if (deed === "deposit") balance += Number(amount);
  if (deed === "withdraw") {
    if (Number(amount) > balance) console.log("refused: " + line);
    else balance -= Number(amount);
  }
}
console.log(balance.toFixed(2));
