"""The engine's rules about deals: offers and signatures, what is in force, what was kept, broken or came out.

Must not know: what any clause does; the rules of the game read what is in force and write the consequences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from wargame.model.action import EVERYONE
from wargame.model.deal import (
    AGE,
    BOUND,
    BROKEN,
    HUSHED,
    KEPT,
    KNOWN,
    LEAKED,
    NUMBER,
    OFFER,
    OFFERED,
    RECKONING,
    REFUSE,
    RENOUNCE,
    SECRET,
    SIGN,
    SIGNED,
    STANDS,
    TALKS,
    TURNS,
    Clause,
    DealBook,
    Dealing,
    Table,
    agreed,
    own_terms,
    promised,
    term_of,
)
from wargame.model.formula import Formula
from wargame.model.step import Let, Report, Set, Step


@attrs.frozen
class Steps:
    """Makes the steps of all tables and clauses."""

    book: DealBook
    dealing: Dealing
    names: Mapping[str, str]  # what parties are called

    def of_talks(self) -> dict[str, Step]:
        """What is offered and signed, then what is in force by it."""
        steps = []
        for table in self.book.tables.values():
            answers = [self._answered(table, party, nth) for party, nth in _counted(table) if party in table.answers]
            steps += [self._talk(table), *answers, self._concluded(table)]
        steps += [self._signed(clause) for clause in self.book.clauses.values()]
        return {step.id: step for step in steps}

    def of_reckoning(self) -> dict[str, Step]:
        """What was kept and broken, then what ends by it."""
        steps = [self._reckoned(table) for table in self.book.tables.values()]
        steps += [self._dropped(clause) for clause in self.book.clauses.values()]
        steps += [self._off_the_table(table) for table in self.book.tables.values()]
        return {step.id: step for step in steps}

    def _made(self, text: str) -> Formula:
        return Formula(text, self.dealing.place, made=True)

    def _set(self, target: str, value: str) -> Set:
        return Set(self._made(target), self._made(value))

    # -- talks --------------------------------------------------------------------------------------------------------

    def _numbers(self, table: Table) -> dict[str, int]:
        """The deals that can be offered at a table, with their numbers; the parties' own terms last."""
        names = (*(deal.id for deal in self.book.ready(table.id)), own_terms(table.id))
        return {name: self.book.number(name) for name in names}

    def _talk(self, table: Table) -> Step:
        a, b = table.between
        numbers = self._numbers(table)
        own = numbers[own_terms(table.id)]
        deeds = [f"ordered({act})[{table.id}, {party}]" for act in (SIGN, REFUSE) for party in table.between]
        deeds += [f"ordered({OFFER})[{name}, {party}]" for name in numbers for party in table.between]

        def offered_by(party: str) -> str:
            return _largest([f"{number} * (ordered({OFFER})[{name}, {party}] > 0)" for name, number in numbers.items()])

        def lies(party: str) -> str:
            return f"{OFFERED}[{table.id}, {party}]"

        def signs(party: str) -> str:
            return f"ordered({SIGN})[{table.id}, {party}] > 0"

        def after(party: str, new: str) -> str:
            """What lies before a party then: nothing once signed, else a new offer; what it refused is gone."""
            refused = f"ordered({REFUSE})[{table.id}, {party}] > 0"
            still = f"{new} if {new} > 0 else {lies(party)} * (1 - ({refused}))"
            return f"0 if deal_agreed > 0 or ({refused} and {lies(party)} == 0) else ({still})"

        agreed_on = (
            f"before_first if {signs(a)} and before_first > 0 else "
            f"(before_second if {signs(b)} else by_first * (by_first == by_second and by_first != {own}))"
        )
        lets = {
            "by_first": offered_by(a),
            "by_second": offered_by(b),
            "before_first": f"{lies(a)} if {lies(a)} > 0 else by_second",
            "before_second": f"{lies(b)} if {lies(b)} > 0 else by_first",
            "deal_agreed": agreed_on,
        }
        return Step(
            f"talks_{table.id}", TALKS, table.place, f"Talks: {self._called(table)}",
            when=self._made(f"{' + '.join(deeds)} > 0"),
            lets=tuple(Let(name, self._made(text)) for name, text in lets.items()),
            sets=(
                self._set(lies(a), after(a, "by_second")),
                self._set(lies(b), after(b, "by_first")),
                self._set(
                    f"{STANDS}[{table.id}]",
                    f"{self.dealing.stands} if by_first > 0 or by_second > 0 else {STANDS}[{table.id}]",
                ),
                self._set(f"{SIGNED}[{table.id}]", "deal_agreed"),
            ),
            reports=tuple(self._offers_told(table, numbers)),
            because="What one offers and the other signs binds both.", table=table.id,
        )  # fmt: skip

    def _offers_told(self, table: Table, numbers: dict[str, int]) -> Iterator[Report]:
        for name, number in numbers.items():
            title = self.book.deals[name].title if name in self.book.deals else "terms of its own"
            for party, nth in _counted(table):
                yield self._report(
                    f"{self._name(party)} offers {self._name(table.other(party))}: {title}.",
                    table.between, f"by_{nth} == {number} and deal_agreed != {number}",
                )  # fmt: skip

    def _answered(self, table: Table, party: str, nth: str) -> Step:
        """A party that no seat plays answers by its rule; what was written freely it does not read."""
        offered, own = f"{OFFERED}[{table.id}, {party}]", self.book.number(own_terms(table.id))
        taken = f"deal_liked and {offered} != {own}"
        return Step(
            f"answered_{table.id}_{nth}", TALKS, table.place, f"{self._name(party)} answers",
            when=self._made(f"{offered} > 0"), plays=party,
            lets=(Let("deal_liked", table.answers[party].within("chance(clip(", ", 0, 1))")),),
            sets=(
                self._set(offered, "0"),
                self._set(f"{SIGNED}[{table.id}]", f"{offered} if {taken} else {SIGNED}[{table.id}]"),
            ),
            because="Whoever nobody plays says yes or no by a rule of its own.",
            was={"step": f"answered_{table.die}_{nth}"}, table=table.id,
        )  # fmt: skip

    def _concluded(self, table: Table) -> Step:
        """What was signed binds both, for as long as it says."""
        numbers = self._numbers(table)
        own = numbers[own_terms(table.id)]
        ready = {deal.id: deal for deal in self.book.ready(table.id)}

        def by_number(own_value: str, values: dict[str, int]) -> str:
            parts = [f"{n} * ({SIGNED}[{table.id}] == {numbers[name]})" for name, n in values.items() if n]
            return " + ".join([*parts, f"{own_value} * ({SIGNED}[{table.id}] == {own})"])

        length = by_number(f"max(1, ordered({TURNS})[{table.id}])", {name: d.turns for name, d in ready.items()})
        hushed = by_number(f"ordered({HUSHED})[{table.id}]", {name: int(d.secret) for name, d in ready.items()})
        return Step(
            f"concluded_{table.id}", TALKS, table.place, f"Signed: {self._called(table)}",
            when=self._made(f"{SIGNED}[{table.id}] > 0"),
            lets=(Let("deal_turns_agreed", self._made(length)), Let("deal_hushed", self._made(f"{hushed} > 0"))),
            sets=(
                *(self._set(f"{BOUND}[{table.id}, {party}]", "deal_turns_agreed") for party in table.between),
                self._set(f"{KNOWN}[{table.id}]", "deal_turns_agreed * (1 - deal_hushed)"),
                self._set(f"{NUMBER}[{table.id}]", f"{SIGNED}[{table.id}]"),
                self._set(f"{SECRET}[{table.id}]", "deal_hushed"),
                self._set(f"{AGE}[{table.id}]", "0"),
            ),
            reports=tuple(self._signatures_told(table, numbers)),
            because="A signature counts from the turn in which it is given.", table=table.id,
        )  # fmt: skip

    def _signatures_told(self, table: Table, numbers: dict[str, int]) -> Iterator[Report]:
        """A signature is told to everyone, or to the parties alone if it is secret."""
        for name, number in numbers.items():
            named = self.book.deals[name].title if name in self.book.deals else "a deal on terms of their own"
            text, this = f"{self._both(table)} sign: {named}.", f"{SIGNED}[{table.id}] == {number}"
            yield self._report(text, (EVERYONE,), f"{this} and not deal_hushed")
            yield self._report(f"In secret, {text}", table.between, f"{this} and deal_hushed")

    def _signed(self, clause: Clause) -> Step:
        """What a new deal says of a clause is in force from now; what it does not name is not."""
        parts = [
            f"{term_of(deal.id, clause.id)} * ({SIGNED}[{clause.table}] == {self.book.number(deal.id)})"
            for deal in self.book.ready(clause.table)
            if clause.id in deal.terms
        ]
        own = self.book.number(own_terms(clause.table))
        parts.append(f"ordered({agreed(clause.id)}) * ({SIGNED}[{clause.table}] == {own})")
        return Step(
            f"signed_{clause.id}", TALKS, clause.place, f"Agreed: {clause.label or clause.id}",
            when=self._made(f"{SIGNED}[{clause.table}] > 0"),
            sets=(self._set(promised(clause.id), " + ".join(parts)),), source=clause.source,
        )  # fmt: skip

    # -- reckoning ----------------------------------------------------------------------------------------------------

    def _reckoned(self, table: Table) -> Step:
        secret = f"{SECRET}[{table.id}] > 0"
        seen = self.dealing.noticed_secret.within("(", f") if {secret} else deal_noticed_in_public")
        lets = [Let("deal_noticed_in_public", self.dealing.noticed_public), Let("deal_noticed", seen)]
        for party, nth in _counted(table):
            slips = []
            for clause in self.book.at(table.id):
                act = clause.broken_when.get(party)
                if act is None or party not in clause.by:
                    continue
                name = f"slip_{clause.id}_{nth}"
                wrap = ("any(", f", {clause.on})") if clause.on else ("", "")
                lets.append(Let(name, act.within(f"{wrap[0]}{promised(clause.id)} > 0 and (", f"){wrap[1]}")))
                slips.append(name)
            lets.append(Let(f"slips_{nth}", self._made(" or ".join(slips) or "0 > 1")))
            lets.append(Let(f"watched_{nth}", self._made("chance(clip(deal_noticed, 0, 1))")))
            lets.append(Let(f"caught_{nth}", self._made(f"slips_{nth} and watched_{nth}")))
            lets.append(Let(f"leaves_{nth}", self._made(f"ordered({RENOUNCE})[{table.id}, {party}] > 0")))
        lets.append(Let("deal_comes_out", self.dealing.leaks.within("chance(clip(", ", 0, 1))")))
        lets.append(Let("deal_leaks", self._made(f"deal_comes_out and {secret}")))
        void = []
        for party, nth in _counted(table):
            if party in self.dealing.void_when:
                lets.append(Let(f"void_{nth}", self.dealing.void_when[party]))
                void.append(f"void_{nth}")
        lets.append(Let("deal_void", self._made(" or ".join(void) or "0 > 1")))
        lets.append(Let("deal_breach", self._made("caught_first or caught_second or leaves_first or leaves_second")))
        lets.append(Let("deal_leaving", self.dealing.renounced or self._made("0")))
        return Step(
            f"reckoning_{table.id}", RECKONING, table.place, f"Reckoning: {self._called(table)}",
            when=self._made(f"{BOUND}[{table.id}, {table.between[0]}] > 0"), lets=tuple(lets),
            sets=tuple(self._reckoned_sets(table)), reports=tuple(self._found(table)),
            because="A word is kept, or it is not; what comes out depends on who looks.",
            was={"step": f"reckoning_{table.die}"}, table=table.id,
        )  # fmt: skip

    def _reckoned_sets(self, table: Table) -> Iterator[Set]:
        over, bound = "deal_breach or deal_void", f"{BOUND}[{table.id}, {table.between[0]}]"
        known, secret, age = (f"{metric}[{table.id}]" for metric in (KNOWN, SECRET, AGE))
        for party, nth in _counted(table):
            broken = f"1 if caught_{nth} else clip(deal_leaving, 0, 1) * leaves_{nth}"
            yield self._set(f"{BROKEN}[{table.id}, {party}]", broken)
            yield self._set(f"{BOUND}[{table.id}, {party}]", f"0 if {over} else {BOUND}[{table.id}, {party}]")
        yield self._set(f"{KEPT}[{table.id}]", "not deal_breach and not deal_void")
        yield self._set(f"{LEAKED}[{table.id}]", "deal_leaks")
        yield self._set(secret, f"{secret} * (1 - deal_leaks)")
        yield self._set(known, f"0 if {over} else ({bound} if deal_leaks else {known})")
        yield self._set(age, f"{age} + 1")

    def _found(self, table: Table) -> Iterator[Report]:
        secret = f"{SECRET}[{table.id}] > 0"
        both = self._both(table)
        for public, readers in ((f"not ({secret})", (EVERYONE,)), (secret, table.between)):
            for party, nth in _counted(table):
                across = self._name(table.other(party))
                yield self._report(
                    f"{self._name(party)} is found to have broken its deal with {across}; the deal is void.",
                    readers, f"caught_{nth} and {public}",
                )  # fmt: skip
                yield self._report(
                    f"{self._name(party)} renounces its deal with {across}.",
                    readers, f"leaves_{nth} and not caught_{nth} and {public}",
                )  # fmt: skip
            yield self._report(
                f"The deal between {both} is void.", readers, f"deal_void and not deal_breach and {public}"
            )
            yield self._report(
                f"The deal between {both} has run out.", readers,
                f"{BOUND}[{table.id}, {table.between[0]}] == 1 and not deal_breach and not deal_void and {public}",
            )  # fmt: skip
        yield self._report(f"A secret deal between {both} comes to light.", (EVERYONE,), "deal_leaks")
        for party, nth in _counted(table):
            across = self._name(table.other(party))
            yield self._report(
                f"{self._name(party)} has broken its deal with {across}, and {across} does not know.",
                (party,), f"slips_{nth} and not caught_{nth}",
            )  # fmt: skip

    def _dropped(self, clause: Clause) -> Step:
        """What a deal promised ends with it."""
        name, first = promised(clause.id), self.book.tables[clause.table].between[0]
        some = f"any({name} > 0, {clause.on})" if clause.on else f"{name} > 0"
        return Step(
            f"over_{clause.id}", RECKONING, clause.place, f"Over: {clause.label or clause.id}",
            when=self._made(f"{BOUND}[{clause.table}, {first}] <= 1 and {some}"),
            sets=(self._set(name, f"0 * {name}"),), source=clause.source,
        )  # fmt: skip

    def _off_the_table(self, table: Table) -> Step:
        """An offer that nobody signed in time is off the table."""
        return Step(
            f"untaken_{table.id}", RECKONING, table.place, f"Offers lapse: {self._called(table)}",
            when=self._made(f"{STANDS}[{table.id}] == 1"),
            sets=tuple(self._set(f"{OFFERED}[{table.id}, {party}]", "0") for party in table.between),
            table=table.id,
        )  # fmt: skip

    # -- words --------------------------------------------------------------------------------------------------------

    def _called(self, table: Table) -> str:
        return table.label or table.id

    def _report(self, text: str, readers: tuple[str, ...], when: str) -> Report:
        return Report(text.replace("{", "{{").replace("}", "}}"), self.dealing.place, self._made(when), readers)

    def _name(self, party: str) -> str:
        return self.names.get(party, party)

    def _both(self, table: Table) -> str:
        return " and ".join(map(self._name, table.between))


def _counted(table: Table) -> tuple[tuple[str, str], ...]:
    """The parties of a table, with what the lets of its steps call them."""
    return tuple(zip(table.between, ("first", "second"), strict=True))


def _largest(parts: list[str]) -> str:
    return f"max({', '.join(parts)})" if len(parts) > 1 else parts[0]
