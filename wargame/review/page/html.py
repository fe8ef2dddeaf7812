"""Writes a page as one HTML file. The file has no script and needs no network.

The content policy allows only the style sheet in the file, by its hash.

Must not know: the game. All texts from data are escaped. Figures are not escaped, because this program draws them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from wargame.review.page.blocks import ReviewPage, TeamSign
from wargame.review.page.signs import SHAPES

_HERE = Path(__file__).parent


def html(page: ReviewPage) -> str:
    """Return the text of a page in HTML."""
    style = _style(page.signs)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _template().render(
        page=page,
        policy=policy,
        style=Markup(style),
        shapes=SHAPES,
        number={sign.code: place for place, sign in enumerate(page.signs)},
    )


def _style(signs: Sequence[TeamSign]) -> str:
    """Return the style sheet with the colours of teams.

    Only colours of the form `#rrggbb` are accepted, so no text of a scenario enters the style sheet.
    """
    light = "".join(f"--team{n}:{sign.fill};" for n, sign in enumerate(signs))
    dark = "".join(f"--team{n}:{sign.dark};" for n, sign in enumerate(signs))
    classes = "".join(
        f".f{n}{{fill:var(--team{n})}}.e{n}{{stroke:var(--team{n});stroke-width:1.8;fill:none}}"
        f".w{n}{{fill:var(--team{n});opacity:.22}}b.s-f{n}{{background:var(--team{n})}}"
        for n in range(len(signs))
    )
    hues = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{classes}"
    return (_HERE / "style.css").read_text(encoding="utf-8") + hues


@cache
def _template() -> jinja2.Template:
    surroundings = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.filters["kind"] = lambda block: type(block).__name__
    surroundings.filters["drawn"] = lambda figure: Markup(figure.svg)  # figures escape their own texts
    return surroundings.get_template("page.html.jinja")
