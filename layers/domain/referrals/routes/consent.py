"""Consents of buyers who have no account: the shop's own server tells what they said."""

from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.order_key import ConversionKey
from referrals.model.people.consent_word import ConsentWord
from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Consents
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    Email,
    Locale,
    Moment,
    OrderId,
    ProgramId,
    RequestBody,
    SourceId,
)
from referrals.wiring import clock, keys, stores

router = Routes()
Sentence = Annotated[str, Field(min_length=1, max_length=1000)]


class ConsentReport(RequestBody):
    """Either `email`, or `source` and `order_id`."""

    program: ProgramId
    email: Email | None = None
    """The buyer's. Nothing of it is kept but a keyed hash."""
    source: SourceId | None = None
    """The one that reports the order."""
    order_id: OrderId | None = None
    """The shop's own id of an order of theirs that was reported."""
    consents: Consents
    """What they said, yes or no; what isn't named isn't changed."""
    said_at: Moment
    """When they said it. The newest word holds, whenever it is told; none is later than now."""
    sentence: Sentence
    """What they read beside the box, or what they wrote: kept as their word's proof."""
    locale: Locale = "en"
    """The language of that sentence."""

    @model_validator(mode="after")
    def _one_buyer(self) -> "ConsentReport":
        by_order = self.source is not None and self.order_id is not None
        if (self.email is None) != by_order or (self.source is None) != (self.order_id is None):
            raise ValueError("name the buyer by either email, or source and order_id")
        if not self.consents.model_fields_set:
            raise ValueError("say at least one consent, such as mail")
        return self


class ConsentAnswer(BaseModel):
    """Without personal data: the caller knows it."""

    program: str
    consents: Consents
    """What holds of the buyer now."""
    words: dict[str, ConsentWord]
    """The newest word on each that was told, by consent. Another place than `report` says why this
    request changed nothing: what somebody said on a page or in a letter of ours stands above it.
    Whoever stopped all mail is not begun with again."""


@router.post("/v1/consents", tags=["people"], **needs(Scope.CONSENTS_WRITE))
def tell(request: ConsentReport) -> ConsentAnswer:
    """Tell that a buyer agreed to something, or took it back; told again it changes nothing."""
    # Few requests tell one: the others load nothing of it.
    from referrals.desks import buyer as buyer_desk
    from referrals.steps.order.record_buyer_consent import BuyerWord, record_buyer_consent

    rules = stores.programs().get(request.program).rules
    word = BuyerWord(
        consents=request.consents.model_dump(include=request.consents.model_fields_set),
        said_at=request.said_at,
        sentence=request.sentence,
        language=request.locale,
    )
    hashes, desk = _hashes(request), buyer_desk.buyers()
    buyer = record_buyer_consent(hashes, word, rules, desk, now=clock.now())
    words = {n: said for n in word.consents if (said := buyer.consent_words.get(n))}
    return ConsentAnswer(program=rules.program, consents=buyer.consents, words=words)


def _hashes(request: ConsentReport) -> tuple[str, ...]:
    if request.email is not None:
        return email_hashes(keys.identity_key(), request.email)
    from referrals.steps.order.record_buyer_consent import buyer_of_order

    assert request.source
    assert request.order_id
    key = ConversionKey(request.program, request.source, request.order_id)
    return (buyer_of_order(key, stores.conversions()),)
