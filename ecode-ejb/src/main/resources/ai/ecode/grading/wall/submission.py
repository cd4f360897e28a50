# What runs beside a submission, in its sandbox: does what the tests ask of it, and answers. Nothing here is a secret and
# nothing that is said from here on is believed: whatever the submission makes of this file, it can but say values.
import builtins
import importlib
import io
import operator


class Printed(io.RawIOBase):
    """What is printed, until it is handed over."""

    MOST = 1 << 20

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        room = self.MOST - len(self.bytes)
        self.bytes += bytes(data)[:room]
        return len(data)

    def drain(self):
        text = self.bytes.decode("utf-8", "replace")
        self.bytes.clear()
        return text


class Asked(io.TextIOBase):
    """Standard input as the test has it."""

    def readable(self):
        return True

    def read(self, size=-1):
        return side.ask({"op": "read", "size": size if size is not None else -1})

    def readline(self, size=-1):
        return side.ask({"op": "readline"})

    def __iter__(self):
        return iter(self.readline, "")


class Given:
    """An object of the test: what a submission may do with it is to call it and to use what is public."""

    def __init__(self, number):
        object.__setattr__(self, "_number", number)

    def __call__(self, *args, **kw):
        return side.ask_of(self, "call", *args, **kw)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return side.ask_of(self, "get", name)

    def __iter__(self):
        return side.ask_of(self, "iter")

    def __next__(self):
        return side.ask_of(self, "next")

    def __len__(self):
        return side.ask_of(self, "len")

    def __getitem__(self, key):
        return side.ask_of(self, "getitem", key)

    def __enter__(self):
        return side.ask_of(self, "enter")

    def __exit__(self, *_):
        return side.ask_of(self, "exit")


def mro(kind):
    return type.__dict__["__mro__"].__get__(kind)


def plain(value):
    """What a value is as its built-in type has it, whatever its class says; None when it has none."""
    for kind in mro(type(value)):
        if kind is int:
            return int.__add__(value, 0)
        if kind is float:
            return float.__pos__(value)
        if kind is complex:
            return complex.__pos__(value)
        if kind is str:
            return str.__str__(value)
        if kind is bytes:
            return bytes.__getitem__(value, slice(None))
        if kind is tuple:
            return tuple.__getitem__(value, slice(None))
        if kind is frozenset:
            return frozenset(frozenset.__iter__(value))
        if kind is list:
            return list.__getitem__(value, slice(None))
        if kind is dict:
            return dict(dict.items(value))
        if kind is set:
            return set(set.__iter__(value))
        if kind is bytearray:
            return bytearray.__getitem__(value, slice(None))
    return None


def own(kind):
    """Names of the classes of the submission that a class is or comes from."""
    return [
        "%s.%s" % (one.__module__, one.__qualname__)
        for one in mro(kind)
        if BUILTINS.get(one.__name__) is not one and one is not object
    ][:50]


class Side(Values):
    def __init__(self, wire):
        self.wire = wire
        self.objects = {}
        self.numbers = {}
        self.changeable = None
        self.depth = 0

    def refer(self, value):
        if type(value) is Given:
            return {"g": object.__getattribute__(value, "_number")}
        number = self.numbers.get(id(value))
        if number is None:
            number = len(self.objects) + 1
            self.objects[number] = value
            self.numbers[id(value)] = number
        about = {"n": number, "of": own(value if isinstance(value, type) else type(value)), "is": "object"}
        if isinstance(value, type):
            about["is"] = "error" if issubclass(value, BaseException) else "class"
            about["base"] = self.base(value) if issubclass(value, BaseException) else None
        elif callable(value) and hasattr(value, "__name__"):
            about["is"] = "function"
        else:
            kept = plain(value)
            if type(kept) in CHANGEABLE:
                about["is"] = "changeable"
            elif kept is not None:
                about["kept"] = self.encode(kept, 1)
        about["name"] = str(getattr(value, "__name__", type(value).__name__))[:200]
        return {"h": about}

    def base(self, kind):
        return next(one.__name__ for one in mro(kind) if ERRORS.get(one.__name__) is one)

    def resolve(self, tag, content):
        if tag == "h":
            return self.objects[content]
        if tag == "g":
            return Given(content)
        if tag == "p":
            found = importlib.import_module(content[0])
            for name in content[1:]:
                found = getattr(found, name)
            return found
        raise Unreadable(tag)

    def made(self, value, coded):
        if self.changeable is not None and type(value) in CHANGEABLE:
            self.changeable.append((value, coded))
        return value

    def send(self, message):
        for stream, name in ((sys.stdout, "out"), (sys.stderr, "err")):
            try:
                stream.flush()
            except Exception:
                pass
            text = printed[name].drain()
            if text:
                message[name] = text
        self.wire.send(CALL, packed(message))

    def ask_of(self, given, what, *args, **kw):
        return self.ask(
            {
                "op": what,
                "on": object.__getattribute__(given, "_number"),
                "args": [self.encode(one) for one in args],
                "kw": {name: self.encode(one) for name, one in kw.items()},
            }
        )

    def ask(self, message):
        """Something of the test, while it waits for an answer from here."""
        before, self.changeable = self.changeable, None
        self.depth += 1
        try:
            if self.depth > NESTED:
                raise RecursionError("a test and a submission call each other more than %d deep" % NESTED)
            self.send(message)
            return self.listen()
        finally:
            self.depth -= 1
            self.changeable = before

    def listen(self):
        while True:
            kind, payload = self.wire.receive()
            if kind is None:
                os._exit(0)
            message = json.loads(payload)
            if "op" in message:
                self.serve(message)
            elif "raise" in message:
                raised = message["raise"]
                raise ERRORS.get(raised["base"], RuntimeError)(*(self.decode(one) for one in raised["args"]))
            else:
                return self.decode(message["ok"])

    def serve(self, message):
        before, self.changeable = self.changeable, []
        try:
            try:
                value = self.do(message["op"], message)
                answer = {"ok": self.encode(value)}
                changed = [
                    [i, now]
                    for i, now, coded in (
                        (i, self.encode(value), coded) for i, (value, coded) in enumerate(self.changeable[:10_000])
                    )
                    if now != coded
                ]
                if changed:
                    answer["changed"] = changed
                packed(answer)
            except BaseException as error:
                answer = {"raise": self.raised(error)}
                packed(answer)
        except BaseException as error:
            answer = {"raise": {"of": [], "base": "RuntimeError", "args": [], "text": "", "name": "", "where": ""}}
        finally:
            self.changeable = before
        self.send(answer)

    def raised(self, error):
        kind = type(error)
        try:
            text = str(error)[:10_000]
        except BaseException:
            text = ""
        where = ""
        at = error.__traceback__
        while at is not None:
            filename = at.tb_frame.f_code.co_filename
            if filename.startswith("/workspace/"):
                where = "%s, line %s" % (filename[len("/workspace/"):], at.tb_lineno)
            at = at.tb_next
        if isinstance(error, SyntaxError) and error.filename:
            where = "%s, line %s" % (os.path.basename(error.filename), error.lineno)
        try:
            args = [self.encode(one) for one in error.args]
            packed(args)
        except BaseException:
            args = [text]
        coded = {"of": own(kind), "base": self.base(kind), "args": args, "text": text, "name": kind.__name__, "where": where}
        if coded["of"]:
            coded["self"] = self.refer(error)
        return coded

    def do(self, op, message):
        if op == "import":
            return importlib.import_module(message["name"]) and None
        on = self.decode(message["on"])
        args = [self.decode(one) for one in message.get("args", ())]
        if op == "call":
            return on(*args, **{name: self.decode(one) for name, one in message["kw"].items()})
        return OPERATIONS[op](on, *args)


OPERATIONS = {
    "get": lambda on, name: getattr(on, name),
    "set": setattr,
    "del": delattr,
    "iter": iter,
    "next": next,
    "len": len,
    "str": str,
    "repr": repr,
    "format": format,
    "bool": bool,
    "hash": hash,
    "int": int,
    "float": float,
    "complex": complex,
    "index": operator.index,
    "abs": abs,
    "round": round,
    "neg": operator.neg,
    "pos": operator.pos,
    "invert": operator.invert,
    "reversed": reversed,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "contains": operator.contains,
    "enter": lambda on: type(on).__enter__(on),
    "exit": lambda on, *about: type(on).__exit__(on, *about),
    "plain": plain,
    "isinstance-of": lambda kind, one: isinstance(one, kind),
    "issubclass": issubclass,
    "dir": lambda on: [name for name in dir(on) if type(name) is str],
}
for _name in (
    "eq ne lt le gt ge add sub mul matmul truediv floordiv mod pow lshift rshift and or xor".split()
):
    _do = getattr(operator, "%s_" % _name if _name in ("and", "or") else _name)
    OPERATIONS[_name] = _do
    OPERATIONS["r" + _name] = lambda on, other, _do=_do: _do(other, on)
OPERATIONS["divmod"] = divmod
OPERATIONS["rdivmod"] = lambda on, other: divmod(other, on)

printed = {"out": Printed(), "err": Printed()}
side = Side(Wire())
sys.stdout = io.TextIOWrapper(io.BufferedWriter(printed["out"]), "utf-8", "surrogateescape", write_through=True)
sys.stderr = io.TextIOWrapper(io.BufferedWriter(printed["err"]), "utf-8", "backslashreplace", write_through=True)
sys.stdin = Asked()
builtins.input = lambda prompt="": side.ask({"op": "input", "prompt": str(prompt)})
sys.path.insert(0, "/workspace")
sys.argv = ["/workspace"]
try:
    while True:
        _kind, _payload = side.wire.receive()
        if _kind is None:
            break
        side.serve(json.loads(_payload))
finally:
    os._exit(0)
