"""Makes the elements of figures with the library svg.py. In every function, `kind` is a class of the style sheet.

The library does not escape texts. Therefore every text of a figure must pass through this module.

Must not know: what a figure shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import svg
from markupsafe import escape

Point = tuple[float, float]
_WIDTH = 0.56  # of a letter, as a share of the height of the letters


def units(number: float) -> float | int:
    """Return a coordinate with one decimal. Whole numbers have no decimals."""
    short = round(number, 1)
    return int(short) if short == int(short) else short


def picture(width: float, height: float, title: str, figures: str, elements: Iterable[svg.Element]) -> str:
    """Return a drawing as SVG text.

    `title`: the name of the figure.
    `figures`: the most important numbers in words, for people who cannot see the figure.
    """
    told = f"{title}. {figures}" if figures else title
    return svg.SVG(
        xmlns="",
        class_=["fig"],
        viewBox=f"0 0 {units(width)} {units(height)}",  # type: ignore[arg-type]  # the library writes any text
        elements=[svg.Title(text=safe(title)), svg.Desc(text=safe(told)), *elements],
        extra={"role": "img", "aria-label": safe(told)},
    ).as_str().replace(' xmlns=""', "", 1)  # fmt: skip


def safe(text: str) -> str:
    """Return a text with escaped signs, for use in an SVG element or attribute."""
    return str(escape(text))


def text(x: float, y: float, said: str, kind: str = "t", anchor: str = "start", halo: bool = False) -> svg.Text:
    """Return an element with a text. `anchor`: the part of the text at `x`: `start`, `middle` or `end`."""
    classes = [kind, "halo"] if halo else [kind]
    where = None if anchor == "start" else anchor
    return svg.Text(
        x=units(x),
        y=units(y),
        class_=classes,
        text=safe(said) or " ",
        text_anchor=where,  # type: ignore[arg-type]  # one of the three words
    )


def fitting(said: str, width: float, size: float = 12) -> str:
    """Return a text cut to a width. The sign `…` replaces the missing end."""
    most = int(width / (size * _WIDTH))
    if len(said) <= most:
        return said
    return f"{said[: max(0, most - 1)].rstrip()}…" if most > 1 else ""


def rect(x: float, y: float, width: float, height: float, kind: str, round_: float = 0) -> svg.Rect:
    """Return a rectangle with a corner at (`x`, `y`).

    A rectangle with a negative width lies to the left of `x`. A rectangle with a negative height lies above `y`.
    """
    x, width = (x + width, -width) if width < 0 else (x, width)
    y, height = (y + height, -height) if height < 0 else (y, height)
    corner = units(round_) if round_ else None
    return svg.Rect(x=units(x), y=units(y), width=units(width), height=units(height), class_=[kind], rx=corner)


def line(a: Point, b: Point, kind: str) -> svg.Line:
    """Return a straight line."""
    return svg.Line(x1=units(a[0]), y1=units(a[1]), x2=units(b[0]), y2=units(b[1]), class_=[kind])


def polyline(points: Sequence[Point], kind: str) -> svg.Polyline:
    """Return a line through points."""
    return svg.Polyline(points=_points(points), class_=[kind])


def polygon(points: Sequence[Point], kind: str) -> svg.Polygon:
    """Return a filled field with these corners."""
    return svg.Polygon(points=_points(points), class_=[kind])


def circle(x: float, y: float, radius: float, kind: str) -> svg.Circle:
    """Return a circle."""
    return svg.Circle(cx=units(x), cy=units(y), r=units(radius), class_=[kind])


def sign(x: float, y: float, team: int, size: float = 13) -> svg.Use:
    """Return the sign of a team with its centre at a point. `team`: the number of the team's sign on the page."""
    return svg.Use(
        href=f"#team{team}",
        x=units(x - size / 2),
        y=units(y - size / 2),
        width=units(size),
        height=units(size),
        class_=[f"f{team}"],
    )


def cross(x: float, y: float, size: float = 5) -> list[svg.Element]:
    """Return a diagonal cross."""
    return [
        line((x - size, y - size), (x + size, y + size), "truth"),
        line((x - size, y + size), (x + size, y - size), "truth"),
    ]


def _points(points: Sequence[Point]) -> list[svg.Point]:
    return [svg.Point(units(x), units(y)) for x, y in points]
