"""What each webhook to the merchant carries: `data`, field by field, as docs/webhooks.md tells it.

A description, not the thing itself: tests hold what is really sent against it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.delivery.facts import Topic
from referrals.model.suggestion.suggestion import SuggestionTopic

type Instant = Annotated[str, Field(description="UTC, RFC 3339: 2026-11-22T09:30:00Z.")]
type OrderKeyText = Annotated[str, Field(description="PROGRAM#SOURCE#ORDER.")]
type Amount = Annotated[int, Field(description="In smallest units of its asset.")]
type TermsJson = Annotated[dict[str, Any], Field(description="As the program's rules have them.")]


class WebhookData(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SideData(WebhookData):
    side: str
    person_id: str
    kind: str
    terms: TermsJson
    amount: Amount
    asset: Annotated[str, Field(description="A currency, `points`, or empty for a thing.")]
    reversed: Amount
    uncollected: Annotated[int, Field(description="What had been spent before it went back.")]
    code: str
    code_ends_at: Instant | None = None
    codes_by: Annotated[str, Field(description="The platform whose shop made the code.")]


class RewardData(WebhookData):
    conversion_key: OrderKeyText
    program: str
    program_version: int
    offer: str
    status: str
    currency: str
    granted_at: Instant
    hold_until: Instant
    sides: list[SideData]


class ReviewNoteData(WebhookData):
    model_config = ConfigDict(extra="allow")


class WithheldData(WebhookData):
    conversion_key: OrderKeyText
    order_id: str
    source: str
    reason: Annotated[str, Field(description="Stable, for programs.")]
    advocate_id: str
    friend_id: str
    review: ReviewNoteData | None = None


class LateReviewData(WebhookData):
    conversion_key: OrderKeyText
    order_id: str
    source: str
    review_id: str
    score: int
    answer_by: Instant


class VetoData(WebhookData):
    conversion_key: OrderKeyText
    order_id: str
    source: str
    currency: str
    gross_minor: int
    base_minor: int
    advocate_id: str
    friend_id: str
    score: int
    rules: list[str]
    ends_at: Instant
    default: str


class ExchangeData(WebhookData):
    item: str
    terms: TermsJson
    code: str
    reason: str


class RedemptionData(WebhookData):
    redemption_id: str
    reference: Annotated[str, Field(description="Your own name for it.")]
    program: str
    person_id: str
    asset: str
    amount: Amount
    captured: Amount
    status: str
    reserved_at: Instant
    ends_at: Instant
    settled_at: Instant | None
    exchange: ExchangeData | None = None


class PartEndData(WebhookData):
    ends_at: Instant
    amount: Amount


class ValueEndedData(WebhookData):
    program: str
    person_id: str
    asset: str
    amount: Amount


class ValueEndingData(ValueEndedData):
    ends: list[PartEndData]


class GoodwillData(WebhookData):
    goodwill_id: str
    reference: str
    person_id: str
    asset: str
    amount: Amount
    reason: str
    made_by: str
    program: str
    given_at: Instant


class QuietSourceData(WebhookData):
    program: str
    source: str
    hours: int
    seen: int
    expected: int
    judged_at: Instant


class StockData(WebhookData):
    program: str
    place: Annotated[str, Field(description="The offer and side that it is for.")]
    free: int


class GiftCodeData(WebhookData):
    program: str
    program_version: int
    code: str
    link: str
    click_id: str
    terms: TermsJson
    currency: str
    minimum_minor: int
    uses: Annotated[int | None, Field(description="How often it may be used; null for any number.")]
    issued_at: Instant
    ends_at: Instant


class PrivacyData(WebhookData):
    request_id: str
    kind: str
    source: str
    reference: str
    shop: str
    held_for: str
    orders: list[str]
    received_at: Instant
    due_at: Instant


class NoteReplyData(WebhookData):
    note_id: str
    conversion_key: OrderKeyText


class WaitingStoryData(WebhookData):
    program: str
    story_id: str
    version: int


class WaitingAnswerData(WebhookData):
    program: str
    survey_id: str
    score: int


class NewSuggestionData(WebhookData):
    program: str
    suggestion_id: str
    topic: SuggestionTopic


class StoppedNudgesData(WebhookData):
    program: str
    experiment: str
    reason: str
    nudged: int
    hold_out: int
    stopped_at: Instant


class WebhookTrialData(WebhookData):
    program: str
    sent_at: Instant


DATA: dict[Topic, type[WebhookData]] = {
    Topic.REWARD_GRANTED: RewardData,
    Topic.REWARD_RELEASED: RewardData,
    Topic.REWARD_ISSUED: RewardData,
    Topic.REWARD_REVERSED: RewardData,
    Topic.REWARD_RESTORED: RewardData,
    Topic.REWARD_WITHHELD: WithheldData,
    Topic.REVIEW_OPENED: WithheldData,
    Topic.REVIEW_DENIED: WithheldData,
    Topic.REVIEW_LATE: LateReviewData,
    Topic.VETO_ASKED: VetoData,
    Topic.REDEMPTION_RESERVED: RedemptionData,
    Topic.REDEMPTION_CAPTURED: RedemptionData,
    Topic.REDEMPTION_RETURNED: RedemptionData,
    Topic.VALUE_ENDING: ValueEndingData,
    Topic.VALUE_ENDED: ValueEndedData,
    Topic.VALUE_GIVEN: GoodwillData,
    Topic.GIFT_CODE_ISSUED: GiftCodeData,
    Topic.GIFT_CODE_ENDED: GiftCodeData,
    Topic.STOCK_LOW: StockData,
    Topic.SOURCE_QUIET: QuietSourceData,
    Topic.SOURCE_UNINSTALLED: PrivacyData,
    Topic.PRIVACY_REQUESTED: PrivacyData,
    Topic.NOTE_ANSWERED: NoteReplyData,
    Topic.STORY_WAITING: WaitingStoryData,
    Topic.ANSWER_WAITING: WaitingAnswerData,
    Topic.SUGGESTION_MADE: NewSuggestionData,
    Topic.NUDGES_STOPPED: StoppedNudgesData,
    Topic.WEBHOOK_TESTED: WebhookTrialData,
}
"""Every topic that a merchant's address is told; letters have topics besides."""
