// The rest of the tests' side of the wall: what is said over it, and what the submission may do with what it was
// given.

/** Who asks, listens, and lets the submission use what is the test's. */
class Wall extends StandIns {
  exchange(message) {
    const from = performance.now();
    wire.send(CALL, packed(message));
    try {
      for (;;) {
        const answer = this.listen();
        const read = this.reading(() => this.understood(answer, message.op));
        for (const [how, args] of read.printed) print(how, args);
        if (read.asks) {
          this.serve(answer);
          continue;
        }
        for (const [old, now] of read.changed) replace(old, now);
        if (read.raises) throw read.error;
        return read.value;
      }
    } finally {
      this.askedMillis += performance.now() - from;
    }
  }

  listen() {
    let frame;
    try {
      frame = wire.receive();
    } catch (error) {
      this.spoil(`The submission said what cannot be understood: ${error.message}`);
    }
    if (frame === undefined) process.reallyExit(1);
    if (frame.kind === GONE) this.spoil(frame.payload.toString());
    return this.reading(() => Object.assign(Object.create(null), JSON.parse(frame.payload)));
  }

  reading(does) {
    try {
      return does();
    } catch (error) {
      if (error instanceof Gone) throw error;
      return this.spoil(`The submission answered with what is no value (${error.name})`);
    }
  }

  understood(answer, op) {
    const printed = Array.from(answer.printed ?? [], ([how, args]) => [
      how,
      args.map((one) => this.decode(one)),
    ]);
    if ("op" in answer) return { printed, asks: true };
    const changed = Array.from(answer.changed ?? [], ([at, coded]) => {
      const [old, now] = [this.resolve("a", at), this.decode(coded)];
      if (Object.getPrototypeOf(old) !== Object.getPrototypeOf(now)) throw new Unreadable("changed");
      return [old, now];
    });
    if ("raise" in answer) return { printed, changed, raises: true, error: this.decode(answer.raise) };
    if (op !== "turn") return { printed, changed, value: this.decode(answer.ok) };
    const settled = Array.from(answer.turn.settled, ([number, one]) =>
      "raise" in one
        ? [Number(number), "reject", this.decode(one.raise)]
        : [Number(number), "resolve", this.decode(one.ok)],
    );
    return { printed, changed, value: { busy: answer.turn.busy === true, settled } };
  }

  /** An assertion that failed in what the submission was given fails the test, whatever becomes of it there. */
  note(error) {
    if (!isAssertion(error)) return;
    this.failed ??= new Error(
      `An assertion failed in what the test gave to the submission: ${error.message}`,
    );
  }

  /** The submission uses something that the test gave it. */
  serve(message) {
    const before = this.sent;
    this.sent = undefined;
    this.epoch++;
    let answer;
    try {
      const args = Array.from(message.args, (one) => this.decode(one));
      const self = message.self === undefined ? undefined : this.decode(message.self);
      answer = { ok: this.encode(use(message.op, this.usableOf(message.on), self, args)) };
      packed(answer);
    } catch (error) {
      if (error instanceof Gone) throw error;
      this.note(error);
      answer = { raise: this.encode(error) };
    } finally {
      this.sent = before;
    }
    wire.send(CALL, packed(answer));
  }

  usableOf(number) {
    const on = this.given[typeof number === "number" ? number : 0];
    if (!this.usable.has(on)) throw new TypeError("This was not given to be used");
    return on;
  }
}

function print(how, args) {
  if (how === "out" || how === "err") {
    (how === "out" ? process.stdout : process.stderr).write(String(args[0]));
  } else if (["log", "info", "debug", "warn", "error"].includes(how)) {
    console[how](...args);
  }
}

/** Names that are nobody's business, or lead to where programs are made. */
const CLOSED = new Set(["constructor", "prototype", "caller", "callee", "arguments"]);

/** Who calls a function of the test can call it, and nothing else; of an object what is public is used. */
function use(op, on, self, args) {
  if (op === "call") return Reflect.apply(on, self, args);
  if (op === "new") return Reflect.construct(on, args);
  if (typeof on === "function") throw new TypeError("A function can be called");
  const isOpen = (key) => typeof key === "string" && !key.startsWith("_") && !CLOSED.has(key);
  if (op === "keys") return Object.keys(on).filter(isOpen);
  const key = args[0];
  const isThere = isOpen(key) && key in on && !(key in Object.prototype);
  switch (op) {
    case "has":
      return isThere;
    case "get":
      return isThere ? on[key] : undefined;
    case "set":
      if (!isOpen(key)) throw new TypeError("This cannot be set");
      on[key] = args[1];
      return undefined;
    default:
      throw new Unreadable(String(op));
  }
}

const wall = new Wall();
