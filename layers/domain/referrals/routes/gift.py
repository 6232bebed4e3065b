"""Friends' gift codes: which of them were used by somebody they weren't made for."""

from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ProgramPath
from referrals.views.code.gift_leaks import LeakRow, gift_leaks
from referrals.wiring import stores

router = Routes()


class LeakPage(BaseModel):
    items: list[LeakRow]
    next_cursor: str | None


@router.get("/v1/gift-leaks/<program>", tags=["gifts"], **needs(Scope.CONVERSIONS_READ))
def list_all(program: ProgramPath, limit: Limit = 50, cursor: Cursor = "") -> LeakPage:
    """Gift codes that a second order had, or one whose own click is of another link."""
    start = start_of(cursor, code=str, program_id=str)
    items, after = gift_leaks(program, stores.gift_codes(), limit=limit, start=start)
    return LeakPage(items=items, next_cursor=cursor_of(after))
