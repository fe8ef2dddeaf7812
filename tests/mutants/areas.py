"""The areas in which a mistake costs most: their modules, and the fast tests that must notice a change."""

from __future__ import annotations

from pathlib import Path

import attrs

_STORE = "tests/store"


@attrs.frozen
class Area:
    """Modules with their tests.

    The test that finds most mistakes comes first. `share`: the part of all mutants to try.
    """

    name: str
    share: float
    modules: dict[Path, tuple[str, ...]]


def _area(name: str, share: float, folder: str, modules: dict[str, str], always: str) -> Area:
    """Return an area from files below a folder and their tests as words.

    `always`: tests that run last for each module.
    """
    return Area(
        name,
        share,
        {
            Path(folder, file): tuple(dict.fromkeys([*tests.split(), *always.split()]))
            for file, tests in modules.items()
        },
    )


AREAS = (
    _area(
        "store",
        0.06,
        "wargame/store",
        {
            "codec.py": "tests/store/test_journal.py",
            "events/checks.py": "tests/store/events/test_checks.py tests/store/events/test_events.py",
            "events/reading.py": "tests/store/events/test_checks.py tests/store/migrations/test_migrations.py "
            "tests/store/events/test_events.py",
            "events/shapes.py": "tests/store/events/test_checks.py tests/store/migrations/test_migrations.py "
            "tests/store/events/test_events.py",
            "events/writing.py": "tests/store/events/test_checks.py tests/store/migrations/test_migrations.py "
            "tests/store/test_verify.py",
            "header.py": "tests/store/test_header.py",
            "journal.py": "tests/store/test_journal.py",
            "look_back.py": "tests/store/test_look_back.py",
            "migrations/__init__.py": "tests/store/migrations/test_migrations.py tests/store/test_verify.py",
            "migrations/from_0.py": "tests/store/migrations/test_migrations.py",
            "orders.py": "tests/store/test_orders.py",
            "pages.py": "tests/store/test_pages.py",
            "provenance.py": "tests/cli/test_provenance.py",
            "rulebooks.py": "tests/store/test_rulebooks.py tests/store/test_session.py",
            "saved_game.py": "tests/store/test_session.py tests/store/test_verify.py",
            "saves.py": "tests/store/test_saves.py tests/store/test_session.py",
            "seating.py": "tests/store/test_seating.py tests/store/test_session.py",
            "session.py": "tests/store/test_look_back.py tests/store/test_session.py",
            "shell.py": "tests/store/test_shell.py",
            "verify.py": "tests/store/test_verify.py",
        },
        "",
    ),
    _area(
        "visibility",
        0.08,
        "wargame",
        {
            "rulebook/fog/visibility.py": "tests/rulebook/fog/test_fog.py tests/adjudicator/test_legality.py",
            "rulebook/fog/possibility.py": "tests/rulebook/fog/test_fog.py tests/adjudicator/test_legality.py",
            "rulebook/fog/interval_check.py": "tests/rulebook/fog/test_fog.py tests/adjudicator/test_legality.py",
            "rulebook/checks/letters.py": "tests/injects/test_shown_values.py",
            "rulebook/fog/estimates.py": "tests/rulebook/fog/test_fog.py",
            "rulebook/fog/estimated_formula.py": "tests/rulebook/fog/test_fog.py",
            "rulebook/ir/fog_map.py": "tests/rulebook/fog/test_fog.py tests/adjudicator/test_givers.py",
            "adjudicator/visibility.py": "tests/adjudicator/test_visibility.py",
            "game/disclosure/disclosure.py": "tests/game/telling/test_turn_as_told.py tests/game/test_secrecy.py",
            "game/disclosure/seat_visibility.py": "tests/game/telling/test_turn_as_told.py tests/game/test_secrecy.py",
        },
        "tests/game/telling/test_turn_as_told.py",
    ),
    _area(
        "ledger",
        0.25,
        "wargame",
        {
            "adjudicator/ledger.py": "tests/game/telling/test_turn_as_told.py tests/adjudicator/test_snapshot.py",
            "rulebook/python_writer/recorded.py": "tests/game/telling/test_turn_as_told.py",
            "game/telling/causes.py": "tests/game/telling/test_causes.py tests/game/telling/test_turn_as_told.py",
            "game/telling/why.py": "tests/game/telling/test_turn_as_told.py",
        },
        "",
    ),
    _area(
        "legality",
        0.15,
        "wargame",
        {
            "adjudicator/legality.py": "tests/adjudicator/test_legality.py tests/adjudicator/test_givers.py",
            "adjudicator/tariff.py": "tests/adjudicator/test_tariff.py tests/adjudicator/test_givers.py",
            "game/available_orders.py": "tests/game/test_commit.py tests/game/deals/test_deals.py",
            "game/orders/draft.py": "tests/game/orders/test_draft_values.py",
            "game/orders/options.py": "tests/game/orders/test_order_options.py tests/game/orders/test_order_text.py",
        },
        "tests/game/orders/test_draft.py tests/adjudicator/test_two_targets.py",
    ),
    _area(
        "redaction",
        0.15,
        "wargame/game/disclosure",
        {
            "redaction.py": "tests/game/disclosure/test_redaction.py",
            "account.py": "tests/game/telling/test_turn_as_told.py",
            "dependencies.py": "tests/game/disclosure/test_dependencies.py tests/game/telling/test_turn_as_told.py",
            "own_part.py": "tests/game/telling/test_turn_as_told.py tests/game/disclosure/test_own_part.py",
            "on_its_way.py": "tests/game/disclosure/test_on_its_way.py",
            "reasons.py": "tests/game/telling/test_turn_as_told.py tests/game/disclosure/test_reasons.py",
            "action_numbers.py": "tests/game/telling/test_turn_as_told.py",
        },
        "tests/game/test_secrecy.py",
    ),
)
