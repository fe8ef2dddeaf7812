"""Words of other languages that authors use by mistake, and the words that this language has instead.

Must not know: the meaning of any word, or its place in a file.
"""

from __future__ import annotations

_CHOICE = "write `a if c else b`"
_UNIFORM = "write uniform(0, 1), on a line of its own under `let`"
_TOTAL = "write total(x, KIND)"
_MEAN = "write mean(x, KIND)"
_NUMBER_OF = "write total(1, KIND), or total(c, KIND) to count where c holds"

FUNCTIONS = {
    "sum": _TOTAL, "average": _MEAN, "avg": _MEAN, "count": _NUMBER_OF, "len": _NUMBER_OF, "number": _NUMBER_OF,
    "maximum": "write max(a, b), or most(x, KIND) over a kind",
    "minimum": "write min(a, b), or least(x, KIND) over a kind",
    "all": "write `not any(not c, KIND)`", "exists": "write any(c, KIND)", "some": "write any(c, KIND)",
    "pow": "write `x ** 2`", "power": "write `x ** 2`", "square": "write `x ** 2`", "root": "write sqrt(x)",
    "round": "write rint(x)", "int": "write floor(x)", "trunc": "write floor(x)", "ceil": "write -floor(-x)",
    "ceiling": "write -floor(-x)", "ln": "write log(x)", "log2": "write log(x) / log(2)",
    "log10": "write log(x) / log(10)", "sigmoid": "write logistic(x)", "expit": "write logistic(x)",
    "clamp": "write clip(x, low, high)", "limit": "write clip(x, low, high)", "bound": "write clip(x, low, high)",
    "rand": _UNIFORM, "random": _UNIFORM, "randint": "write floor(uniform(a, b + 1)), under `let`",
    "bernoulli": "write chance(p), under `let`", "gauss": "write normal(m, s), under `let`",
    "gaussian": "write normal(m, s), under `let`", "if": _CHOICE, "iif": _CHOICE, "where": _CHOICE, "when": _CHOICE,
    "cond": _CHOICE, "ifelse": _CHOICE, "sign": "write `(x > 0) - (x < 0)`", "mod": "write `x - n * floor(x / n)`",
    "and": "write `a and b`", "or": "write `a or b`", "not": "write `not a`",
}  # fmt: skip

VALUES = {
    "true": "a truth is 1 here", "yes": "a truth is 1 here", "false": "what is not true is 0 here",
    "no": "what is not true is 0 here", "AND": "write `and`", "OR": "write `or`", "NOT": "write `not`",
}  # fmt: skip


def function(name: str) -> str:
    """Return `: write ...` for a function that this language has under another name.

    Return an empty text for any other name.
    """
    remedy = FUNCTIONS.get(name.casefold(), "")
    return f": {remedy}" if remedy else ""


def value(name: str) -> str:
    """Return `: ` and advice for a name of a value that only other languages have, such as `true`. Return an empty text
    for any other word.
    """
    remedy = VALUES.get(name, "") or VALUES.get(name.casefold(), "")
    return f": {remedy}" if remedy else ""


def above_zero(text: str) -> str:
    """Return a text that says how an author can keep a value above 0.

    The text quotes the value if the value is short.
    """
    short = len(text) <= 40 and not any(word in text for word in ("max(", "min(", "mean(", "total("))
    return f"write max({text}, 0.01)" if short else "keep it above 0, as in max(x, 0.01)"
