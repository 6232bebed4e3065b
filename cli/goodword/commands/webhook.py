"""`goodword webhook`: the secret that webhooks to your server are signed with, and a try-out."""

import re
from dataclasses import asdict, dataclass
from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.source_place import SecretFile, handed_over, vault
from goodword.outbound import outbound_name
from goodword.outbox_try import follow_try
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from goodword.sheet import Sheet
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.program.program import Program
from referrals.providers.channels.webhook import signing_keys
from referrals.providers.shops.platform import MAKERS
from referrals.steps.delivery.try_webhook import try_webhook
from referrals.steps.program.set_source_secret import begin_rotation, finish_rotation
from referrals.store.secret import KEEP_SECONDS
from referrals.wiring import clock, stores

WHAT = "the secret (whsec_ and the base64 of 16 random bytes or more)"
app = typer.Typer(no_args_is_help=True, help="Webhooks to your server: add, rotate, test, list.")
ProgramId = Annotated[str, typer.Argument(help="The program's id.")]
Finish = Annotated[bool, typer.Option("--finish", help="Drop the old secret.")]
Restart = Annotated[
    bool, typer.Option("--restart", help="Forget a new secret that your server never got.")
]
Wait = Annotated[int, typer.Option(min=1, max=600, help="Seconds to follow it.")]


class BadWebhookSecretError(RefusedError):
    code = "bad_webhook_secret"


class NoOutboundSecretError(NotFoundError):
    code = "no_outbound_secret"


class OutboundSecretSetError(ConflictError):
    code = "outbound_secret_set"


class NoWebhookUrlError(RefusedError):
    code = "no_webhook_url"


class WebhookRefusedError(RefusedError):
    """A try-out that wasn't taken."""

    code = "webhook_refused"


@dataclass(frozen=True, slots=True)
class WebhookStanding:
    program: str
    url: str
    live_secrets: int
    closed: bool
    """Whether the address said 410 Gone, and isn't called any more."""


@app.command()
def add(
    program: ProgramId, secret_file: SecretFile = "", as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Makes the secret (or takes yours) and shows it once: your server checks signatures by it."""
    with explain_errors():
        target.enter(stack)
        _require_name(program)
        name, kept = outbound_name(program), vault()
        live = kept.live(name)
        secret = _secret_from(secret_file) if secret_file or not live else live[0]
        if live and secret not in live:
            raise OutboundSecretSetError(
                f"{program} signs with another secret already.",
                remedy=f"Change it with `goodword webhook rotate {program}`.",
            )
        if not live:
            kept.keep(name, [secret])
        data = {
            "program": program,
            "stored": not live,
            **_new_secret_data(secret, secret_file, live),
        }
        show(data, as_json=as_json, human=lambda: _tell_secret(data, _add_steps(program)))


@app.command()
def rotate(
    program: ProgramId,
    *,
    finish: Finish = False,
    restart: Restart = False,
    secret_file: SecretFile = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A new secret beside the old one: webhooks carry both signatures until --finish."""
    with explain_errors():
        target.enter(stack)
        name, kept = outbound_name(program), vault()
        _require_secret(program, kept.live(name))
        if finish:
            data: dict[str, Any] = {"program": program, "dropped": finish_rotation(name, kept)}
        else:
            secret = _secret_from(secret_file)
            news = begin_rotation(name, secret, kept, restart=restart)
            data = {"program": program, "stored": news, **_new_secret_data(secret, secret_file, ())}
        steps = [] if finish else _rotate_steps(program)
        show(data, as_json=as_json, human=lambda: _tell_secret(data, steps))


@app.command(name="test")
def try_address(
    program: ProgramId, wait: Wait = 60, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Sends a signed `webhook.tested` to the program's webhook_url, as everything is sent."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        if not rules.webhook_url:
            raise NoWebhookUrlError(
                f"{program} names no webhook_url.",
                remedy="Write it into the rules, and apply them with `goodword program apply`.",
            )
        _require_secret(program, vault().live(outbound_name(program)))
        item = try_webhook(rules, stores.outbox(), now=clock.now())
        with life(f"waiting for {rules.webhook_url}"):
            found = follow_try(item, wait)
        data = {"url": rules.webhook_url, "item_id": found.item_id, "state": found.state.value}
        _require_taken(found, rules)
        show(data, as_json=as_json, human=lambda: console.print(f"{rules.webhook_url} took it."))


@app.command(name="list")
def list_webhooks(as_json: AsJson = False, stack: Stack = "") -> None:
    """Every program that tells a server of yours something, and whether it can be signed."""
    with explain_errors():
        target.enter(stack)
        found = [_standing(each.rules) for each in stores.programs().list_all()]
        found = [each for each in found if each.url or each.live_secrets]
        data = [asdict(each) for each in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


def _standing(rules: Program) -> WebhookStanding:
    url, live = rules.webhook_url, vault().live(outbound_name(rules.program))
    closed = bool(url) and stores.endpoints().find(rules.program, url).gone
    return WebhookStanding(rules.program, url, len(live), closed)


def _require_name(program: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", program):
        raise BadWebhookSecretError(
            f"{program!r} is no program's id.",
            field="program",
            remedy="Use small letters, digits and hyphens, as in the rules' `program`.",
        )


def _require_secret(program: str, live: tuple[str, ...]) -> None:
    if not live:
        raise NoOutboundSecretError(
            f"nothing is kept to sign webhooks of {program} with.",
            remedy=f"Make a secret with `goodword webhook add {program}`.",
        )


def _secret_from(secret_file: str) -> str:
    if not secret_file:
        return MAKERS["whsec"]()
    secret = handed_over(secret_file, WHAT).strip()
    if not (secret.startswith("whsec_") and signing_keys([secret])):
        raise BadWebhookSecretError(
            "this can't be signed with.", field="--secret-file", remedy=f"Give {WHAT}."
        )
    return secret


def _new_secret_data(secret: str, file: str, live: tuple[str, ...]) -> dict[str, str]:
    """Only what was made this moment."""
    return {} if file or live else {"secret": secret}


def _add_steps(program: str) -> list[str]:
    return [
        "Check each webhook's signature by it, as Standard Webhooks says.",
        "Name your address in the rules: webhook_url: https://...",
        f"When both are in place: `goodword webhook test {program}`",
    ]


def _rotate_steps(program: str) -> list[str]:
    return [
        "Let your server believe both, the new one and the old one.",
        f"Within {KEEP_SECONDS // 60} minutes each webhook is signed with both.",
        f"Try it: `goodword webhook test {program}`",
        f"Then `goodword webhook rotate {program} --finish` drops the old one.",
    ]


def _require_taken(item: OutboxItem, rules: Program) -> None:
    if item.state is not DeliveryState.DONE:
        why = item.reason or "nothing was answered yet"
        raise WebhookRefusedError(
            f"{rules.webhook_url} didn't take it: {why}.",
            remedy="It must answer 2xx within four seconds; `goodword outbox list` has the item.",
        )


def _tell_secret(data: dict[str, Any], steps: list[str]) -> None:
    say = {True: "Stored.", False: "Already stored: nothing changed."}
    lines = [say[data["stored"]]] if "stored" in data else []
    if "dropped" in data:
        lines.append("The old secret is dropped." if data["dropped"] else "There was no old one.")
    lines += [f"Secret, shown this once: {data['secret']}"] if "secret" in data else []
    lines += [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _tell_all(found: list[WebhookStanding]) -> None:
    sheet = Sheet("program", "address", "secrets", "", empty="No program names a webhook_url.")
    for each in found:
        secrets = {0: "none", 1: "one"}.get(each.live_secrets, "two")
        note = "answered 410: closed" if each.closed else ""
        sheet.add_row(each.program, each.url, secrets, note)
    sheet.print()
