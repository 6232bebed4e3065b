"""How many shuffled lives and thrown bodies a run has tried, by source: told at its end."""

from collections import Counter

tried: dict[str, Counter[str]] = {}


def count(what: str, source: str, times: int = 1) -> None:
    tried.setdefault(what, Counter())[source] += times


def lines() -> list[str]:
    return [_line(what, found) for what, found in sorted(tried.items())]


def _line(what: str, found: Counter[str]) -> str:
    each = ", ".join(f"{name} {found[name]:,}" for name in sorted(found))
    return f"{what}: {found.total():,} ({each})"
