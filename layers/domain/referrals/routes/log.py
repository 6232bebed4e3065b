"""The log: who changed what through the API or the command line, and what came of it."""

import re
from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.change.change_record import ChangeRecord
from referrals.model.errors import bad_cursor
from referrals.model.session.api_key import Scope
from referrals.views.change.change_page import ChangeFilter, change_page
from referrals.wiring import clock, session_stores

router = Routes()
_PLACE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#chg_[0-9a-z]{26}")
Actor = Annotated[
    str, Query(max_length=120, description="Only changes of this key (`key_...`) or person.")
]
KindOfChange = Annotated[
    str, Query(max_length=60, description="Only this operation, such as `correction_make`.")
]
FirstDay = Annotated[date | None, Query(alias="from", description="In UTC; two years are kept.")]
LastDay = Annotated[date | None, Query(alias="to", description="In UTC. Default: today.")]


class LogPage(BaseModel):
    items: list[ChangeRecord]
    """The newest first. A page may be short, or empty, and have another one after it."""
    next_cursor: str | None


@router.get("/v1/log", tags=["log"], **needs(Scope.LOG_READ))
def list_all(
    actor: Actor = "",
    kind: KindOfChange = "",
    first: FirstDay = None,
    last: LastDay = None,
    *,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> LogPage:
    """Who changed what, when, by which key, and what came of it; ids alone."""
    start = start_of(cursor, entry=str)
    if start and not _PLACE.fullmatch(start["entry"]):
        raise bad_cursor()
    wish = ChangeFilter(actor, kind, first, last)
    page = change_page(
        wish,
        session_stores.change_log(),
        limit=limit,
        start=start["entry"] if start else "",
        now=clock.now(),
    )
    return LogPage(
        items=page.changes, next_cursor=cursor_of({"entry": page.after} if page.after else None)
    )
