"""People, advocates and friends alike: a statement that its person can read."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from referrals.edge.api.access import needs
from referrals.edge.api.answer import written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.redemption.redemption import require_asset
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ASSET_PATTERN, PROGRAM_PATTERN, PersonPath
from referrals.views.reward.personal_statement import (
    PersonalStatement,
    StatementQuestion,
    personal_statement,
)
from referrals.wiring import clock, stores

router = Routes()
ProgramQuery = Annotated[str, Query(pattern=PROGRAM_PATTERN, description="The program's id.")]
AssetQuery = Annotated[
    str,
    Query(pattern=ASSET_PATTERN, description="The program's currency, as without it, or `points`."),
]


class PersonalStatementAnswer(PersonalStatement):
    next_cursor: str | None


@router.get("/v1/people/<person_id>/statement", tags=["people"], **needs(Scope.ADVOCATES_READ))
def read_statement(
    person_id: PersonPath,
    program: ProgramQuery,
    asset: AssetQuery = "",
    *,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Response[PersonalStatementAnswer]:
    """Read in words what came, went, waits and ends of what a person has, the newest first."""
    person = stores.people().get(person_id)
    rules, words = stores.programs().get(program).rules, router.words
    asset = asset or rules.currency
    require_asset(asset, rules)
    question = StatementQuestion(person, asset, rules, words, clock.now())
    places = start_of(cursor, pending=int, available=int, reserved=int) or {}
    books = stores.ledger(), stores.grants()
    statement, after = personal_statement(question, *books, limit=limit, places=places)
    answer = PersonalStatementAnswer(**dict(statement), next_cursor=cursor_of(after))
    return written_answer(answer, words=words)
