"""`goodword key`: keys for the API. A key's text is shown once, when it is made."""

from datetime import date, datetime
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.model.session.api_key import ApiKey, mode_of
from referrals.model.session.scope_set import SETS, scopes_of
from referrals.steps.session.issue_api_key import RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, settings, stores

app = typer.Typer(no_args_is_help=True, help="Keys for the API: create, list, revoke.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will use it, such as shop-backend.")],
    *,
    scope: Annotated[
        list[str],
        typer.Option(help=f"What it may do: {', '.join(SETS)}, or single ones. Repeat it."),
    ],
    expires: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The first day (UTC) it doesn't work on."),
    ] = None,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Makes a key and prints it, once. On AWS it is a live key, elsewhere a test key."""
    with explain_errors():
        scopes = scopes_of(scope)
        target.enter(stack)
        mode = mode_of(settings.setting("STAGE", "local"))
        text, key = issue_api_key(
            name,
            scopes,
            stores.sessions(),
            mode=mode,
            now=clock.now(),
            random=clock.random_bytes(RANDOM_NEEDED),
            expires_on=expires.date() if expires else None,
        )
        data = {"key": text, **key.model_dump(mode="json")}
        show(data, as_json=as_json, human=lambda: _tell_new(text, key))


@app.command(name="list")
def list_keys(as_json: AsJson = False, stack: Stack = "") -> None:
    """All keys without their text: scopes, last four characters, last use, and their end."""
    with explain_errors():
        target.enter(stack)
        keys = sorted(stores.sessions().keys(), key=lambda key: key.created_at)
        data = [key.model_dump(mode="json") for key in keys]
        show(data, as_json=as_json, human=lambda: _tell_keys(keys, clock.now().date()))


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(help="Its id, `key_...`, from the list.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Ends a key, from the next request on."""
    with explain_errors():
        target.enter(stack)
        key = stores.sessions().revoke_key(key_id, clock.now())
        human = f"{key.name} ({key.key_id}) is revoked."
        show(key.model_dump(mode="json"), as_json=as_json, human=lambda: console.print(human))


def _tell_new(text: str, key: ApiKey) -> None:
    console.print(f"[bold]{text}[/bold]", highlight=False, soft_wrap=True)
    until = f" It ends on {key.expires_on}." if key.expires_on else ""
    console.print(f"{key.key_id}, {', '.join(key.scopes)}.{until} It is not shown again.")


def _tell_keys(keys: list[ApiKey], today: date) -> None:
    """A line for the id, which is copied, and one for the rest: scopes are many."""
    for key in keys:
        used = f"last used on {key.last_used_on}" if key.last_used_on else "never used"
        made = f"made on {key.created_at:%Y-%m-%d}"
        parts = (f"{key.mode} ..{key.ending}", made, used, _end_of(key, today))
        console.print(f"[bold]{key.key_id}[/bold] {escape(key.name)}", highlight=False)
        console.print(f"  {', '.join(filter(None, parts))}", highlight=False)
        console.print(f"  {_names_of(key)}", highlight=False)
    if not keys:
        console.print("There is no key. `goodword key create NAME --scope shop` makes one.")


def _names_of(key: ApiKey) -> str:
    """Its set where it is exactly one."""
    same = (name for name, scopes in SETS.items() if set(scopes) == set(key.scopes))
    return next(same, ", ".join(key.scopes))


def _end_of(key: ApiKey, today: date) -> str:
    if key.revoked_at:
        return f"revoked on {key.revoked_at:%Y-%m-%d}"
    if key.expires_on is None:
        return ""
    return f"{'over since' if key.expires_on <= today else 'ends on'} {key.expires_on}"
