"""Shows a page whose template was compiled, without what other pages need."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from referrals.edge.http import Answer
from referrals.edge.light_template import PageStep, render
from referrals.edge.page_answer import FONTS, ITALIC, STYLES, page_answer
from referrals.edge.static_file import StaticFiles
from referrals.model.brand.page_brand import PageBrand
from referrals.model.words.wording import Wording

FOLDER = Path(__file__).parent


def show_light(
    name: str, words: Wording, *, brand: PageBrand, image: str = "", **values: object
) -> Answer:
    """As `Pages.show` does, from `<name>.json`."""
    given = {
        **values,
        **_assets(),
        "brand": brand,
        "language": words.tag,
        "direction": words.direction,
    }
    return page_answer(200, render(_steps(name), given), image, brand.logo)


@cache
def _steps(name: str) -> list[PageStep]:
    steps: list[PageStep] = json.loads((FOLDER / f"{name}.json").read_text())
    return steps


@cache
def _assets() -> dict[str, Any]:
    files = StaticFiles(FOLDER / "static")
    return {
        "stylesheet": files.address(STYLES),
        "fonts": [files.address(name) for name in FONTS],
        "italic": files.address(ITALIC),
    }
