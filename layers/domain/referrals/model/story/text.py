"""What a story says, and what it is about, as both are kept; refused where they don't fit."""

import re
from unicodedata import normalize

from referrals.model.errors import RefusedError
from referrals.model.written_text import written_text

LEAST_LETTERS = 2
MOST_LETTERS = 2_000
MOST_PRODUCT_LETTERS = 80
MOST_REFERENCE_LETTERS = 64
MOST_LINK_LETTERS = 280
"""As many as the words of a link may have."""
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u061f\u06d4\u3002\uff01\uff1f][\"'\u2019\u201d\u00bb)]*(?=\s|$)"
)
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")


class StoryTextError(RefusedError):
    """Too short once it is cleaned, or too long."""

    code = "story_text"


class ProductNameError(RefusedError):
    code = "product_name"


def story_text(text: str) -> str:
    """The text as it is kept; refused where nothing, or too much, is left."""
    clean = re.sub(r"\n{3,}", "\n\n", written_text(text))
    if not LEAST_LETTERS <= len(clean) <= MOST_LETTERS:
        raise StoryTextError(
            f"a story has {LEAST_LETTERS} to {MOST_LETTERS} letters; this has {len(clean)}.",
            field="text",
            remedy="Write a little more, or a little less.",
        )
    return clean


def product_name(text: str) -> str:
    """On one line; empty for none."""
    clean = " ".join(written_text(text).split())
    if len(clean) > MOST_PRODUCT_LETTERS:
        raise ProductNameError(
            f"a product's name has {MOST_PRODUCT_LETTERS} letters at most.",
            field="product",
            remedy="Write it shorter.",
        )
    return clean


def product_reference(text: str) -> str:
    """The shop's own name for the product, from the address of the form; empty for anything odd."""
    fits = len(text) <= MOST_REFERENCE_LETTERS and _REFERENCE.fullmatch(text)
    return text if fits else ""


def product_key(name: str) -> str:
    """One key for all spellings of a product."""
    return " ".join(normalize("NFKC", name).casefold().split())


def excerpt(text: str, most: int = MOST_LINK_LETTERS) -> str:
    """The first sentences, as many as fit; of one that is too long, its first words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line) if found.end() <= most]
    if ends:
        return line[: ends[-1]]
    words, _, _ = line[: most - 1].rpartition(" ")
    return f"{words or line[: most - 1]}\u2026"
