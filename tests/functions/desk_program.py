"""The program's form at the desk: planned, applied, and what holds then."""

from typing import Any
from urllib.parse import urlencode

from referrals.wiring import stores
from tests.desk import page, post
from tests.portal import PortalPage


def plan(**slots: str) -> PortalPage:
    return page(f"/console/program?{urlencode(slots)}")


def apply(why: str = "spring", on: str = "1", **slots: str) -> dict[str, Any]:
    return post("/console/program/apply", draft=urlencode(slots), on=on, why=why)


def held() -> dict[str, Any]:
    return stores.programs().get("friends").rules.model_dump(mode="json")
