// What runs the teacher's tests, in a sandbox of its own: this is the part that stands in for the submission.
// Everything that is done with a stand-in is asked of the submission over the wall. What comes back is values and
// references to objects over there; nothing that the submission sends is run, and none of its objects decides a
// comparison with a value of the tests.
const { AsyncLocalStorage } = require("node:async_hooks");
const { AssertionError } = require("node:assert");

const BUILT_IN = { Array, Map, Set, Date, RegExp, Promise, EventEmitter: require("node:events") };
const scope = new AsyncLocalStorage();

/** The submission ended, or what it said could not be understood: this test is lost. */
class Gone extends Error {
  name = "Gone";
}

function isAssertion(error) {
  return types.isNativeError(error) && (error.name === "AssertionError" || error.code === "ERR_ASSERTION");
}

/** What is known of each stand-in: its number in which life of the submission, or the path by which it is found. */
const abouts = new WeakMap();

/**
 * This side of the wall, as far as it is about what the submission has. A submission that ended is started again,
 * by the server, for the next test.
 */
class StandIns extends Values {
  life = 1;
  spoiled = undefined;
  failed = undefined;
  due = false;
  epoch = 0;
  askedMillis = 0;
  standIns = new Map();
  given = [undefined];
  numbers = new Map();
  usable = new WeakSet();
  promises = new Map();
  settling = [];
  modules = new Map();
  loadedIn = 1;
  errors = new Map();
  prototypes = new Map();
  sent = undefined;
  depth = 0;

  begin(test) {
    this.spoiled = undefined;
    this.failed = undefined;
    wire.send(CASE, Buffer.from(test));
  }

  spoil(why) {
    if (this.spoiled === undefined) {
      this.spoiled = why;
      this.life++;
      this.standIns.clear();
      this.due = false;
      this.settling = [];
      const waiting = [...this.promises.values()];
      this.promises.clear();
      for (const { promise, reject } of waiting) {
        promise.catch(() => undefined); // perhaps nobody waits any more
        reject(new Gone(why));
      }
    }
    throw new Gone(this.spoiled);
  }

  reference(value) {
    const about = abouts.get(value);
    if (about === undefined) return undefined;
    if (about.life === this.life && about.number > 0) return { h: about.number };
    if (about.path !== undefined) return { q: about.path };
    return this.spoil(
      "The submission was started again since it made this object: make it again in each test",
    );
  }

  known(value) {
    return this.reference(value);
  }

  contents(value, depth) {
    const coded = super.contents(value, depth);
    if (this.sent !== undefined && isChangeable(value)) this.sent.push(value);
    return coded;
  }

  /** Something of the test, as the submission may use it. */
  refer(value) {
    if (types.isRegExp(value)) return { R: [value.source, value.flags] };
    this.usable.add(value);
    return { g: { g: this.give(value), is: typeof value } };
  }

  give(value) {
    if (!this.numbers.has(value)) this.numbers.set(value, this.given.push(value) - 1);
    return this.numbers.get(value);
  }

  /** What an assertion says stays here: it could tell what is expected. */
  error(value) {
    const base = Object.keys(ERRORS).findLast((name) => value instanceof ERRORS[name]) ?? "Error";
    const g = this.give(value);
    if (isAssertion(value)) return { e: { g, base, name: base, text: "" } };
    return { e: { g, base, name: String(value.name), text: String(value.message) } };
  }

  promise(value) {
    const number = this.give(value);
    const settled = (how) => (one) => {
      this.settling.push([number, how, one]);
      this.due = true;
    };
    value.then(settled("resolve"), settled("reject"));
    return { gp: number };
  }

  resolve(tag, content, depth) {
    switch (tag) {
      case "a":
        if (typeof content !== "number" || !Object.hasOwn(this.sent ?? [], content))
          throw new Unreadable(tag);
        return this.sent[content];
      case "g":
        if (typeof content !== "number" || !(content in this.given)) throw new Unreadable(tag);
        return this.given[content];
      case "h":
        return this.standIn(content);
      case "p":
        return this.awaited(Number(content));
      case "e":
        return this.localError(content, depth);
      default:
        throw new Unreadable(String(tag));
    }
  }

  standIn(told) {
    const number = Number(told.n);
    if (told.is === "error") return this.errorClass(told);
    const known = this.standIns.get(number);
    if (known !== undefined) return known;
    const made = standIn({
      life: this.life,
      number,
      is: String(told.is),
      of: Array.from(told.of, String),
      name: String(told.name),
      built: told.built,
      it: told.it === true,
      ai: told.ai === true,
      esm: told.esm === true,
      path: undefined,
      read: new Map(),
    });
    this.standIns.set(number, made);
    return made;
  }

  /** A promise of this side for one of the submission's, which is settled when the submission says so. */
  awaited(number) {
    const known = this.promises.get(number) ?? {};
    if (known.promise === undefined) {
      known.promise = new Promise((resolve, reject) => Object.assign(known, { resolve, reject }));
      this.promises.set(number, known);
      abouts.set(known.promise, { life: this.life, number });
    }
    return known.promise;
  }

  ask(op, on, self, ...args) {
    if (scope.getStore()?.over) throw new Gone("The test is over");
    if (this.spoiled !== undefined) {
      if (op === "set" && !scope.getStore()?.isTest) return undefined; // what a mock puts back is gone already
      throw new Gone(this.spoiled);
    }
    if (!["get", "has", "keys", "primitive", "inspect", "instanceof"].includes(op)) this.epoch++;
    this.depth++;
    const before = this.sent;
    this.sent = [];
    try {
      if (this.depth > NESTED) {
        throw new RangeError(`a test and a submission call each other more than ${NESTED} deep`);
      }
      if (this.loadedIn !== this.life) this.loadAgain();
      const message = { op, on: this.reference(on), args: [] };
      if (self !== undefined) message.self = this.encode(self);
      message.args = args.map((one) => this.encode(one));
      this.due = true;
      return this.exchange(message);
    } finally {
      this.depth--;
      this.sent = before;
    }
  }

  load(module) {
    if (this.spoiled !== undefined) throw new Gone(this.spoiled);
    const exports = this.exchange({ op: "import", module });
    const about = abouts.get(exports);
    if (about !== undefined) about.path = [module];
    this.due = true;
    return exports;
  }

  loadAgain() {
    this.loadedIn = this.life;
    for (const module of this.modules.keys()) this.load(module);
  }

  /** Lets the submission go on by itself for some time. Whether anything came of it. */
  turn(ms) {
    this.epoch++;
    const settled = this.settling.splice(0).map(([number, how, value]) => {
      try {
        if (how === "reject") this.note(value);
        return [number, how, this.encode(value)];
      } catch (error) {
        return [number, "reject", this.encode(error)];
      }
    });
    const told = this.exchange({ op: "turn", ms, settled });
    this.due = this.settling.length > 0 || told.busy || told.settled.length > 0;
    for (const [number, how, value] of told.settled) {
      const waiting = this.promises.get(number);
      this.promises.delete(number);
      waiting?.[how](value);
    }
    return told.settled.length > 0;
  }
}
