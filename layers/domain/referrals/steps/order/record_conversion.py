"""Records what a shop reports: proven over raw bytes first, then translated, then one guarded write
per fact. Nothing genuine is lost: what cannot be understood is held with its reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from referrals.model.errors import MISSHAPEN, NotFoundError, RefusedError
from referrals.model.order.conversion import Held, Ignored, Reading, Report
from referrals.model.order.provenance import Provenance
from referrals.model.order.receipt import Outcome, Receipt, clip_report, doubt
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import NotFetchedError, Proof, Source, SourceContext, Thin
from referrals.steps.order.join_names import Names
from referrals.store.order.alias import Aliases
from referrals.store.order.body import Bodies, RawBody
from referrals.store.order.conversion import Conversions
from referrals.store.program.brief import ProgramBrief, ProgramBriefs
from referrals.store.secret import Secrets

if TYPE_CHECKING:
    from referrals.model.privacy.request import PrivacyRequest
    from referrals.store.privacy.request import PrivacyRequests

# What the gateway lets in at most; the function behind it is handed less than that.
LARGEST_BODY = 10 * 1_048_576
_LONGEST_PROGRAM_ID = 40
_PING = Receipt(Outcome.IGNORED, "a test knock")


class UnknownSourceError(NotFoundError):
    code = "unknown_source"


class EmptyBodyError(RefusedError):
    code = "empty_body"


class BodyTooLargeError(RefusedError):
    code = "body_too_large"


class BadSignatureError(RefusedError):
    code = "bad_signature"
    proof = Proof.FORGED


def _stale() -> BadSignatureError:
    error = BadSignatureError(
        "the signed time is more than five minutes from ours.",
        field="headers",
        remedy="Sign each attempt anew, with a clock that is right.",
    )
    error.proof = Proof.STALE
    return error


@dataclass(frozen=True, slots=True)
class Delivery:
    program_id: str
    source: str
    headers: Mapping[str, str]
    """Names in lower case."""
    raw: bytes
    received_at: datetime
    via: Provenance = Provenance.WEBHOOK


@dataclass(frozen=True, slots=True)
class RecordingDesk:
    """What recording needs beside the delivery."""

    briefs: ProgramBriefs
    conversions: Conversions
    aliases: Aliases
    bodies: Bodies
    secrets: Secrets
    secrets_prefix: str
    identity_key: Callable[[], bytes]
    privacy_requests: "Callable[[], PrivacyRequests]"


def record_conversion(delivery: Delivery, desk: RecordingDesk) -> Receipt:
    """Safe to repeat for ever; raises only for what the sender must change."""
    _require_size(delivery.raw)
    source = find_source(delivery.source)
    brief = _brief(delivery, desk) if source else None
    if source is None or brief is None:
        raise _unknown(delivery, source)
    if _proof(delivery, source, desk) is Proof.PING:
        return _PING
    # What is no Unicode cannot be stored.
    kept = {
        name: value[:200].encode(errors="replace").decode()
        for name in source.KEPT_HEADERS
        if (value := delivery.headers.get(name))
    }
    body = RawBody(delivery.raw, kept, delivery.received_at)
    return record_body(delivery, source, body, desk=desk, brief=brief)


def record_body(
    delivery: Delivery, source: Source, body: RawBody, *, desk: RecordingDesk, brief: ProgramBrief
) -> Receipt:
    """A body already proven: its facts, or the reason why it is held."""
    context = SourceContext(brief.currency, desk.identity_key(), body.received_at)
    try:
        body = _complete_body(delivery, source, body, desk)
        reading = reading_of(source, body, context)
    except (NotFetchedError, RefusedError) as error:
        reading = Held(f"{error.code}: {error.message} {error.remedy}".strip()[:300])
    if isinstance(reading, Ignored):
        return Receipt(Outcome.IGNORED, reading.reason)
    if isinstance(reading, Report):
        doubted = doubt(reading, brief.currencies, body.received_at)
        if not doubted:
            return _record(delivery, reading, body, desk)
        reading = Held(doubted, reading.order_id)
    if not isinstance(reading, Held):
        return _note(delivery, reading, desk)
    desk.bodies.hold(
        delivery.program_id, delivery.source, body, reading.reason, order_id=reading.order_id
    )
    return Receipt(Outcome.HELD, reading.reason, reading.order_id)


def _note(delivery: Delivery, request: "PrivacyRequest", desk: RecordingDesk) -> Receipt:
    """Seldom, so that only its own cold start pays for it; the body isn't kept."""
    from referrals.steps.privacy.note_privacy import asked_of, note_privacy

    key, at = desk.identity_key(), delivery.received_at
    asked = asked_of(request, delivery.program_id, delivery.source, key=key, received_at=at)
    return note_privacy(asked, desk.privacy_requests())


def _brief(delivery: Delivery, desk: RecordingDesk) -> ProgramBrief | None:
    program_id = delivery.program_id
    possible = 0 < len(program_id) <= _LONGEST_PROGRAM_ID and program_id.isascii()
    return desk.briefs.find(program_id) if possible else None


def _record(delivery: Delivery, report: Report, body: RawBody, desk: RecordingDesk) -> Receipt:
    """The body before the facts, so that whoever is woken by a fact finds it."""
    order_names = (report.order_id, *(report.aliases or ()))
    keys = [ConversionKey(delivery.program_id, delivery.source, name) for name in order_names]
    names = _names(report, desk)
    key, joined = names.join(keys) if names else (keys[0], False)
    desk.bodies.keep(key, body, report.contact)
    # What was pulled and held stays pulled when it is replayed.
    via = body.via if body.via is Provenance.RECONCILIATION else delivery.via
    news = [
        desk.conversions.record(key, fact, body=body.sha, at=body.received_at, via=via)
        for fact in report.facts
    ]
    key = names.settle(key) if names else key
    outcome = Outcome.RECORDED if joined or any(news) else Outcome.REPLAYED
    return Receipt(outcome, order_id=key.order_id)


def _names(report: Report, desk: RecordingDesk) -> Names | None:
    """The joining of the order's names; None for sources whose orders have only one."""
    if report.aliases is None:
        return None
    return Names(desk.aliases, desk.conversions, desk.bodies)


def reading_of(source: Source, body: RawBody, context: SourceContext) -> Reading:
    try:
        reading = source.read(body.raw, body.headers, context)
        return clip_report(reading) if isinstance(reading, Report) else reading
    except RefusedError as error:
        where = f" in {error.field}" if error.field else ""
        return Held(f"{error.code}{where}: {error.message} {error.remedy}".strip()[:300])
    except MISSHAPEN as error:
        # A shape that the source's author did not think of: better held than refused for ever.
        return Held(f"unexpected_shape: {type(error).__name__}")


def _complete_body(
    delivery: Delivery, source: Source, body: RawBody, desk: RecordingDesk
) -> RawBody:
    """The body with what a thin one points at, so that it can be read later without the shop."""
    if not hasattr(source, "complete"):
        return body
    secrets = desk.secrets.live(_secret_name(delivery, desk))
    whole = cast(Thin, source).complete(body.raw, secrets)
    # What the shop answers is as new as the asking, however old the event that made us ask.
    return body if whole == body.raw else replace(body, raw=whole, received_at=delivery.received_at)


def _secret_name(delivery: Delivery, desk: RecordingDesk) -> str:
    return f"{desk.secrets_prefix}webhooks/{delivery.program_id}/{delivery.source}"


def _proof(delivery: Delivery, source: Source, desk: RecordingDesk) -> Proof:
    name = _secret_name(delivery, desk)
    secrets = desk.secrets.live(name)
    if not any(secret.strip() for secret in secrets):
        raise _unknown(delivery, source)
    proof = _verify(delivery, source, secrets)
    if proof is Proof.FORGED:
        # Perhaps the secret was changed a moment ago and ours is remembered.
        again = desk.secrets.refresh(name)
        proof = _verify(delivery, source, again) if again != secrets else proof
    return _require_proof(proof)


def _verify(delivery: Delivery, source: Source, secrets: tuple[str, ...]) -> Proof:
    return source.verify(secrets, delivery.headers, delivery.raw, delivery.received_at)


def _require_proof(proof: Proof) -> Proof:
    if proof is Proof.FORGED:
        raise BadSignatureError(
            "the signature does not fit these bytes.",
            field="headers",
            remedy="Sign the body exactly as it is sent, with a secret that is live here.",
        )
    if proof is Proof.STALE:
        raise _stale()
    return proof


def _require_size(raw: bytes) -> None:
    if not raw:
        raise EmptyBodyError("the body is empty.", field="body", remedy="Send the event as JSON.")
    if len(raw) > LARGEST_BODY:
        raise BodyTooLargeError(
            f"the body has {len(raw)} bytes; at most {LARGEST_BODY} are read.",
            field="body",
            remedy="Let the shop send only the fields it needs to.",
        )


def _unknown(delivery: Delivery, source: Source | None) -> NotFoundError:
    """One answer whether the program or its secret is missing: strangers learn nothing."""
    if source is None:
        return UnknownSourceError(
            f"no source is called {delivery.source[:40]!r}.",
            field="source",
            remedy="Use one of those in docs/sources.md.",
        )
    return UnknownSourceError(
        f"{delivery.program_id[:40]!r} takes no webhooks from {delivery.source}.",
        field="program",
        remedy="Apply the program and store the source's secret first.",
    )
