"""docs/reference.html: the whole API on one page that needs no network and no script."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from goodword.reference.outline import ApiOutline
from referrals.model.session.scope_set import SETS

PLACE = Path(__file__).parent


def reference_page(description: str) -> str:
    """The same for the same description."""
    outline = ApiOutline(description)
    nouns = outline.nouns()
    page = _templates().get_template("reference.html")
    text = page.render(
        words=outline.words,
        nouns=nouns,
        count=sum(map(len, nouns.values())),
        shapes=list(outline.shapes()),
        sets={name: sorted(each.value for each in scopes) for name, scopes in SETS.items()},
        style=(PLACE / "reference.css").read_text(),
    )
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def mark_code(text: str) -> Markup:
    """What stands between backticks, as code."""
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(marked)  # noqa: S704 - escaped above


@cache
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(PLACE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["mark_code"] = mark_code
    return found
