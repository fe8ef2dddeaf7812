"""Reads the functions about injects that formulas may use, and checks whether an inject can come at all.

Must not know: how injects became steps, or the seats that read injects.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from wargame.language import queries, signs
from wargame.language.word import Query
from wargame.model.rules.inject import DRAWN, DUE, REPLY, Inject, came
from wargame.model.rules.kinds import FACTION
from wargame.model.rules.step import Let, Step
from wargame.rulebook.ir.nodes import DrawNode, LetNode, Node
from wargame.rulebook.language import names
from wargame.rulebook.language.base_reader import BaseReader

_FORMS = {queries.HAPPENED: "happened(INJECT)", queries.CHOSE: "chose(INJECT, CHOICE)"}


def question(reader: BaseReader, node: ast.Call, query: Query) -> Node:
    """Read `happened(I07)` or `chose(I07, close)`. The result is a truth.

    Authors write `chose(I07, close, junta)` if several seats choose.
    """
    words = [a.id for a in node.args if isinstance(a, ast.Name)]
    most = 1 if query is queries.HAPPENED else 3
    if len(words) != len(node.args) or not min(most, 2) <= len(words) <= most:
        return reader.wrong(node, f"{query.name} asks about an inject: write {_FORMS[query]}")
    injects = reader.world.scenario.rules.injects
    inject = injects.get(words[0])
    if inject is None:
        meant = names.nearest(words[0], injects)
        return reader.wrong(node.args[0], f"no inject is called `{words[0]}`{meant}", unknown=words[0])
    if query is queries.HAPPENED:
        return _happened(reader, inject)
    if words[1] not in inject.words:
        known = ", ".join(inject.words) or "none"
        return reader.wrong(node.args[1], f"`{inject.id}` has no choice `{words[1]}` (its choices: {known})")
    if len(words) == 2 and len(inject.by) > 1:
        remedy = f"write chose({inject.id}, {words[1]}, {inject.by[0]})"
        return reader.wrong(node, f"several are asked in `{inject.id}` ({', '.join(inject.by)}): {remedy}")
    seat = words[2] if len(words) == 3 else inject.by[0]
    if seat not in inject.by:
        return reader.wrong(node.args[2], f"{seat} is not asked in `{inject.id}`; {', '.join(inject.by)} is")
    return _chose(reader, inject, seat, inject.words.index(words[1]) + 1)


def _happened(reader: BaseReader, inject: Inject) -> Node:
    """Return whether the inject came this turn or earlier. An inject of the next turn has not come yet."""
    graph, turn = reader.graph, names.metric(reader, came(inject.id))
    came_once = graph.op(signs.GT, turn, graph.number(0.0))
    return graph.op(signs.AND, came_once, graph.op(signs.LE, turn, graph.turn()))


def _chose(reader: BaseReader, inject: Inject, seat: str, number: int) -> Node:
    graph, book = reader.graph, reader.world.book
    reply = names.metric(reader, REPLY)
    for kind, code in ((FACTION, seat), (book.kind_of["inject"], inject.id)):
        reply = graph.pick(reply, kind, book.index(kind, code))
    return graph.op(signs.EQ, reply, graph.number(float(number)))


def national(reader: BaseReader, let: Let, value: Node) -> Node:
    """Return a condition or a chance of an inject. Report a problem if the value is not the same in all places."""
    if let.name not in (DUE, DRAWN) or value is reader.bad or not value.axes:
        return value
    axis = value.axes[0]
    reader.problems.add(
        let.value.place,
        f"an inject comes once for all, but this is {names.per(value.axes)}: pick one or reduce, as in any(x, {axis})",
    )
    return reader.bad


def check_landing(reader: BaseReader, step: Step, lets: Mapping[str, Node]) -> None:
    """Report an inject whose condition never holds, or whose chance is always 0."""
    written = {let.name: let.value for let in step.lets}
    due, drawn = lets.get(DUE, reader.bad), lets.get(DRAWN, reader.bad)
    if due is not reader.bad and (due.low, due.high) == (0.0, 0.0):
        reader.problems.add(
            written[DUE].place, f"`{step.inject}` can never come: this is never true by the declared ranges"
        )
    draw = drawn.inner if isinstance(drawn, LetNode) else drawn
    if isinstance(draw, DrawNode) and draw.args[0].high <= 0.0:
        reader.problems.add(written[DRAWN].place, f"`{step.inject}` can never come: its chance is 0")
