"""docs/measures.md: the definitions of all measures, read off their data, below a head by hand."""

from pathlib import Path

from referrals.model.measure.definition import MeasureDefinition, definitions

HEAD = Path(__file__).with_name("measures_head.md")
ROWS = ("numerator", "denominator", "population", "period")


def measure_page() -> str:
    """The whole page, the same for the same definitions."""
    parts = [HEAD.read_text(), *map(_section, definitions().values())]
    return "\n".join(parts)


def _section(each: MeasureDefinition) -> str:
    rows = "\n".join(f"| {name} | {getattr(each, name)} |" for name in ROWS)
    interval = f"{each.interval}, since {each.since}"
    return (
        f"### {each.title}\n\n`{each.name}`, {each.unit.value.replace('_', ' ')}; "
        f"interval: {interval}.\n\n| | |\n|---|---|\n{rows}\n\n{each.words}\n"
    )
