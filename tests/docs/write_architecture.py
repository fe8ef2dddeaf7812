"""Draws docs/pictures/architecture.svg from the imports of `wargame`: `make picture`. A test compares the file."""

import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
WIDTH, LEFT, TALL, LOW, BOX, GAP = 1160, 110, 88, 34, 26, 10
INK, PALE, LINE = "#222", "#f3f1ea", "#9a958a"


def layers() -> list[list[str]]:
    """Return the layers of the import contract. The top layer comes first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rows = next(c["layers"] for c in contracts if c["name"] == "Imports point one way")
    return [[part.strip(" ()").removeprefix("wargame.") for part in row.replace("|", ":").split(":")] for row in rows]


def rooms(graph: grimp.ImportGraph, package: str) -> list[str]:
    """Return the subpackages of a package. The subpackages that import most other subpackages come first."""
    inside = sorted(m for m in graph.find_children(f"wargame.{package}") if graph.find_children(m))
    reach = {m: sum(graph.chain_exists(m, other, as_packages=True) for other in inside if other != m) for m in inside}
    return sorted(inside, key=lambda m: (-reach[m], m))


def title_of(package: str) -> str:
    """Return the first sentence of a package's docstring, up to a colon."""
    path = ROOT / "wargame" / package.replace(".", "/")
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    return text.split('"""')[1].split("\n")[0].split(":")[0].rstrip(".")


def box(x: float, y: float, width: float, name: str, hint: str) -> str:
    """Return a box with a name. The hint appears under the mouse pointer."""
    return (
        f'<g><title>{escape(hint)}</title><rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{BOX}" rx="3" '
        f'fill="white" stroke="{LINE}"/><text x="{x + width / 2:.0f}" y="{y + 17:.0f}" text-anchor="middle">'
        f"{escape(name)}</text></g>"
    )


def arc(start: float, end: float, y: float) -> str:
    """Return an arrow from a box to a box whose package it imports."""
    depth = min(26, 8 + abs(end - start) / 22)
    return (
        f'<path d="M{start:.0f} {y:.0f} C{start:.0f} {y + depth:.0f} {end:.0f} {y + depth:.0f} {end:.0f} {y + 3:.0f}" '
        f'fill="none" stroke="{LINE}" marker-end="url(#head)"/>'
    )


def row(graph: grimp.ImportGraph, packages: list[str], y: float, height: float) -> list[str]:
    """Return one layer: its packages side by side, each with its subpackages."""
    parts, width = [], (WIDTH - LEFT - GAP) / len(packages)
    for place, package in enumerate(packages):
        x = LEFT + place * width
        parts.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{width - GAP:.0f}" height="{height - GAP}" fill="{PALE}"/>')
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 15:.0f}"><tspan font-weight="bold">{package}</tspan>')
        parts.append(f'<tspan dx="8" fill="#555">{escape(title_of(package))}</tspan></text>')
        found = rooms(graph, package)
        if not found:
            continue
        step = (width - GAP - 8) / len(found)
        middle = {m: x + 8 + step * (n + 0.5) - 4 for n, m in enumerate(found)}
        for m in found:
            name = m.rsplit(".", 1)[1]
            parts.append(box(middle[m] - step / 2 + 4, y + 22, step - 8, name, title_of(m.removeprefix("wargame."))))
            for other in found:
                if other != m and graph.direct_import_exists(importer=m, imported=other, as_packages=True):
                    shift = 8 if middle[other] > middle[m] else -8
                    parts.append(arc(middle[m] + shift, middle[other] - shift, y + 22 + BOX))
    return parts


def picture() -> str:
    """Return the whole drawing. Each layer is a row. A lower layer never imports a higher layer."""
    graph = grimp.build_graph("wargame", cache_dir=None)
    floors = layers()
    heights = [TALL if any(rooms(graph, package) for package in floor) else LOW for floor in floors]
    height = sum(heights) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" fill="{INK}"><defs><marker id="head" viewBox="0 0 6 6" refX="3" refY="3" markerWidth="6" '
        f'markerHeight="6" orient="auto"><path d="M0 0 6 3 0 6z" fill="{LINE}"/></marker></defs>'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<path d="M50 30V{height - 50}" stroke="{INK}" stroke-width="2" marker-end="url(#head)"/>',
        '<text x="14" y="20">imports point</text><text x="14" y="' + str(height - 30) + '">down only</text>',
    ]
    for number, packages in enumerate(floors):
        parts += row(graph, packages, 10 + sum(heights[:number]), heights[number])
    parts.append(
        f'<text x="{LEFT}" y="{height - 12}" fill="#555">Arrows: which folder of a layer imports which.</text>'
    )
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
