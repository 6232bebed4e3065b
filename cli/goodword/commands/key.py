"""`goodword key`: keys for the API. A key's text is shown once, when it is made."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.model.session.api_key import ApiKey, Mode, Scope
from referrals.steps.session.issue_api_key import RANDOM_NEEDED, issue_api_key
from referrals.wiring import clock, settings, stores

app = typer.Typer(no_args_is_help=True, help="Keys for the API: create, list, revoke.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Who will use it, such as shop-backend.")],
    scope: Annotated[
        list[Scope] | None, typer.Option(help="What it may do; repeat it. Default: everything.")
    ] = None,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Makes a key and prints it, once. On AWS it is a live key, elsewhere a test key."""
    with explain_errors():
        target.enter(stack)
        mode = Mode.LIVE if settings.setting("STAGE", "local") == "prod" else Mode.TEST
        text, key = issue_api_key(
            name,
            tuple(scope or Scope),
            stores.sessions(),
            mode=mode,
            now=clock.now(),
            random=clock.random_bytes(RANDOM_NEEDED),
        )
        data = {"key": text, **key.model_dump(mode="json")}
        show(data, as_json=as_json, human=lambda: _tell_new(text, key))


@app.command(name="list")
def list_keys(as_json: AsJson = False, stack: Stack = "") -> None:
    """All keys without their text: name, scopes, last four characters, revoked or not."""
    with explain_errors():
        target.enter(stack)
        keys = sorted(stores.sessions().keys(), key=lambda key: key.created_at)
        data = [key.model_dump(mode="json") for key in keys]
        show(data, as_json=as_json, human=lambda: _tell_keys(keys))


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
    console.print(f"{key.key_id}, {', '.join(key.scopes)}. It is not shown again.")


def _tell_keys(keys: list[ApiKey]) -> None:
    table = Sheet("id", "name", "ends in", "scopes", "created", "revoked")
    for key in keys:
        revoked = f"{key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
        scopes = "all" if set(key.scopes) == set(Scope) else ", ".join(key.scopes)
        ending = f"{key.mode} ..{key.ending}"
        table.add_row(key.key_id, key.name, ending, scopes, f"{key.created_at:%Y-%m-%d}", revoked)
    table.print()
