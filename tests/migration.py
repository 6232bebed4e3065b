"""Rows of another program, brought into the tests' program."""

from dataclasses import replace
from typing import Any

from referrals.desks import migration as migration_desk
from referrals.model.migration.rival_row import AdvocateRow, FormerCode
from referrals.steps.migration.bring_advocate import Migration
from referrals.steps.migration.bring_people import (
    BringReport,
    ImportClock,
    MigrationRow,
    bring_people,
)
from referrals.steps.migration.take_back import TakeBackReport, take_back
from referrals.wiring import clock, stores
from tests.world import NOW

ORIGIN = "rewardful"
CLEO = AdvocateRow(
    line=2,
    email="cleo@example.com",
    external_id="c-1",
    name="Cleo Codd",
    codes=(FormerCode("Cleo_C", "cleo-c"),),
    money_minor=1250,
    currency="EUR",
)


def a_row(**changes: Any) -> AdvocateRow:
    return replace(CLEO, **changes)


def bring(*rows: MigrationRow, dry: bool = False, origin: str = ORIGIN) -> BringReport:
    migration = Migration(origin, stores.programs().get("friends").rules, "de")
    at = ImportClock(NOW, lambda: clock.random_bytes(10))
    return bring_people(rows or (CLEO,), migration, migration_desk.bringing(), at, dry=dry)


def undo(*, dry: bool = False, origin: str = ORIGIN) -> TakeBackReport:
    return take_back("friends", origin, migration_desk.taking_back(), now=NOW, dry=dry)
