"""How measures are printed: one line each, and a definition in full."""

from goodword.output import console, show
from goodword.sheet import Sheet
from referrals.model.measure.definition import MeasureDefinition, MeasureUnit
from referrals.model.measure.figure import MeasureFigure
from referrals.model.words.wording import ENGLISH, wording
from referrals.views.measure.program_measures import ProgramMeasures

LINES = ("numerator", "denominator", "population", "period", "interval", "since")


def tell_measures(measures: ProgramMeasures) -> None:
    title = f"{measures.program}, {measures.first} to {measures.last}"
    table = Sheet("measure", "of", "value", "95 % interval", "n", "days", title=title)
    for each in measures.figures:
        days = f"{each.first} to {each.last}"
        value = in_words(each, each.value) if each.value is not None else each.note
        table.add_row(
            each.measure, _group_text(each), value, _range_text(each), str(each.observations), days
        )
    table.print()
    valued = [each for each in measures.figures if each.note and each.value]
    notes = {f"{each.title}: {each.note}." for each in valued}
    for note in sorted(notes):
        console.print(note, markup=False, highlight=False)
    as_of = f"As of {measures.as_of:%Y-%m-%d %H:%M} UTC; later facts may move a number."
    console.print(as_of, highlight=False)
    console.print("What one means: goodword insights show --define MEASURE", highlight=False)


def tell_definition(found: MeasureDefinition, *, as_json: bool) -> None:
    show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(found))


def in_words(figure: MeasureFigure, number: str) -> str:
    """The number with its unit."""
    match figure.unit:
        case MeasureUnit.MONEY:
            return wording(ENGLISH).money(int(number), figure.currency)
        case MeasureUnit.PROPORTION:
            return f"{float(number):.1%}"
        case MeasureUnit.DAYS | MeasureUnit.HOURS:
            return f"{number} {figure.unit.value}"
    return number


def _group_text(figure: MeasureFigure) -> str:
    days = f"{figure.horizon_days} days" if figure.horizon_days else ""
    return ", ".join(each for each in (figure.group.replace("_", " "), days) if each)


def _range_text(figure: MeasureFigure) -> str:
    if figure.low is None and figure.high is None:
        return ""
    low = in_words(figure, figure.low) if figure.low else "?"
    high = in_words(figure, figure.high) if figure.high else "?"
    return f"{low} to {high}"


def _tell(found: MeasureDefinition) -> None:
    console.print(f"{found.title} ({found.name}, {found.unit.value})", highlight=False)
    for name in LINES:
        console.print(f"  {name}: {getattr(found, name)}", markup=False, highlight=False)
    console.print(found.words, markup=False, highlight=False)
