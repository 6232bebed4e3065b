"""`python -m goodword.local.year.run STATE`: the year, into the state that the emulator saved.

The stack's description comes as JSON on standard input. Safe to repeat: where the program is there
already, its past is as well, and nothing is done.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from goodword.local.year.changes import ChangeFollower
from goodword.local.year.emulator_tables import EmulatorService, worked_in_process
from goodword.local.year.life import YearLife
from goodword.local.year.plan import YearPlan, YearStory
from referrals.model.program.program import Program
from referrals.wiring import clock, stores

SEED = 11


def live_year(plan: YearPlan, rules: Program, secret: str, tables: EmulatorService) -> int:
    """How many orders; none where the program has a past already."""
    if stores.programs().find(rules.program):
        return 0
    YearLife(plan, rules, secret, ChangeFollower(tables)).live()
    return len(plan.purchases)


def main(folder: Path, known: dict[str, Any]) -> None:
    os.environ.update(known["environment"])
    tables, vault = EmulatorService("dynamodb"), EmulatorService("secretsmanager")
    tables.load(folder)
    vault.load(folder)
    rules = Program.model_validate(known["rules"])
    with worked_in_process(tables, vault):
        plan = YearStory(clock.now(), SEED).make_plan()
        orders = live_year(plan, rules, known["webhook_secrets"]["signed"], tables)
    if orders:
        tables.save(folder)
    print(orders)


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.load(sys.stdin))
