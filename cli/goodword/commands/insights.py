"""`goodword insights`: whether the numbers say what the tables say, and setting them right."""

from datetime import UTC, datetime

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from referrals.model.insight.insight import Deviation
from referrals.steps.insight.rebuild_insights import rebuild_insights
from referrals.store.insight.countable import COUNTS
from referrals.views.insight.insight_check import insight_check
from referrals.wiring import clients, stores

app = typer.Typer(no_args_is_help=True, help="Compare the numbers with the tables.")


@app.command()
def check(as_json: AsJson = False, stack: Stack = "") -> None:
    """Counts everything again and names what differs; exit code 1 when something does."""
    with explain_errors():
        target.enter(stack)
        deviations = find_deviations()
        show(
            [told_of(each) for each in deviations], as_json=as_json, human=lambda: tell(deviations)
        )
    if deviations:
        raise typer.Exit(1)


@app.command()
def rebuild(as_json: AsJson = False, stack: Stack = "") -> None:
    """Sets every number that differs to what the tables come to."""
    with explain_errors():
        target.enter(stack)
        corrected = rebuild_insights(find_deviations(), stores.insights())
        data = {"corrected": corrected}
        show(data, as_json=as_json, human=lambda: console.print(f"{corrected} numbers set right"))


def find_deviations() -> list[Deviation]:
    tables = {noun: clients.table(noun) for noun in COUNTS}
    with life("counting everything again"):
        return insight_check(tables, stores.insights(), stores.programs(), now=datetime.now(UTC))


def told_of(deviation: Deviation) -> dict[str, object]:
    bucket = deviation.bucket
    return {
        "program": bucket.program_id,
        "code": bucket.code,
        "source": bucket.source,
        "on": bucket.on.isoformat(),
        "counter": deviation.counter,
        "counted": deviation.counted,
        "expected": deviation.expected,
    }


def tell(deviations: list[Deviation]) -> None:
    for each in deviations:
        where = f"{each.bucket.program_id} {each.bucket.code or each.bucket.source}".strip()
        difference = f"{each.counter} is {each.counted}, the tables say {each.expected}"
        console.print(f"{where} {each.bucket.on}: {difference}")
    console.print("all numbers agree with the tables" if not deviations else "")
