"""`goodword source`: connecting a shop's platform, trying it, and changing its secret."""

from typing import Annotated, Any

import typer

from goodword import target
from goodword.commands.source_connect import (
    check_scopes,
    connect,
    lacking_for_cards,
    scopes_for,
)
from goodword.commands.source_list import list_sources
from goodword.commands.source_place import (
    SecretFile,
    Url,
    chosen_secret,
    handed_over,
    secret_name,
    vault,
    webhook_url,
)
from goodword.commands.source_trial import try_source
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.model.errors import NotFoundError
from referrals.model.program.program import Program
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.order_list import BadCredentialError, account_of
from referrals.providers.shops.platform import Platform, platform_of
from referrals.steps.program.set_source_secret import (
    begin_rotation,
    finish_rotation,
    name_shop,
    set_source_secret,
)
from referrals.store.secret import REFRESH_SECONDS
from referrals.wiring import stores

app = typer.Typer(no_args_is_help=True, help="Shops' platforms: add, connect, test, rotate.")
app.command()(connect)
app.command(name="test")(try_source)
app.command(name="list")(list_sources)
Store = Annotated[
    bool, typer.Option("--store", help="Keep what the shop's own API is asked with instead.")
]
Unchecked = Annotated[
    bool, typer.Option("--unchecked", help="Keep it without asking the shop what it may.")
]
Shop = Annotated[
    str,
    typer.Option(help="The shop's own host: a privacy request that names another is held."),
]
Finish = Annotated[bool, typer.Option("--finish", help="Drop the old secret.")]
Restart = Annotated[
    bool, typer.Option("--restart", help="Forget a new secret that the shop never got.")
]


class NoSuchStoreError(NotFoundError):
    code = "no_such_store"


@app.command()
def add(
    program: str,
    source: str,
    *,
    secret_file: SecretFile = "",
    store: Store = False,
    unchecked: Unchecked = False,
    shop: Shop = "",
    url: Url = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps the platform's secret (or makes one), and says what to do in the shop."""
    with explain_errors():
        here = target.enter(stack)
        platform, rules = platform_of(source), stores.programs().get(program).rules
        if store:
            local = here.local is not None
            data = _keep_store(rules, platform, secret_file, checked=not unchecked, local=local)
        else:
            address = webhook_url(url or here.url, program, source)
            data = _keep_secret(program, platform, secret_file, address)
            data |= _keep_shop(program, platform, shop)
        show(data, as_json=as_json, human=lambda: _tell(data))


@app.command()
def rotate(
    program: str,
    source: str,
    *,
    finish: Finish = False,
    restart: Restart = False,
    secret_file: SecretFile = "",
    url: Url = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A new secret beside the old one; once the shop signs with it, --finish drops the old."""
    with explain_errors():
        here = target.enter(stack)
        platform, name = platform_of(source), secret_name(program, source)
        if finish:
            data: dict[str, Any] = {"dropped": finish_rotation(name, vault())}
        else:
            address = webhook_url(url or here.url, program, source)
            secret = chosen_secret(platform, secret_file, address)
            begin_rotation(name, secret, vault(), restart=restart)
            data = {
                **_new_secret(platform, secret, secret_file),
                "steps": _next_steps(platform, program),
            }
        show(data, as_json=as_json, human=lambda: _tell(data))


def _keep_secret(program: str, platform: Platform, file: str, address: str) -> dict[str, Any]:
    """Asked again without a secret, it only says the steps again."""
    name, kept = secret_name(program, platform.source), vault()
    data: dict[str, Any] = {"source": platform.source, "url": address, "stored": False}
    if file or not kept.live(name):
        secret = chosen_secret(platform, file, address)
        data["stored"] = set_source_secret(name, secret, kept)
        data |= _new_secret(platform, secret, file)
    return {**data, "topics": list(platform.topics), "steps": platform.steps_for(address)}


def _keep_shop(program: str, platform: Platform, shop: str) -> dict[str, str]:
    """One app's secret signs for every shop that has the app: this is the one meant."""
    name, kept = secret_name(program, platform.source), vault()
    if shop:
        name_shop(name, shop, kept)
    known = kept.shop(name)
    return {"shop": known} if known else {}


def _keep_store(
    rules: Program, platform: Platform, file: str, *, checked: bool, local: bool
) -> dict[str, Any]:
    """One credential, in place of those before: we alone use it, so none needs an overlap."""
    store = find_store(platform.source)
    if store is None:
        raise NoSuchStoreError(
            f"{platform.name} keeps no orders that could be asked for.",
            field="source",
            remedy="Nothing to do: what was missed must be sent again from the shop.",
        )
    scopes = scopes_for(rules, platform)
    if scopes and not file:
        typer.echo(f"It must be allowed: {', '.join(scopes)}.", err=True)
    what = f"<https address> {' '.join(f'<{word}>' for word in store.WORDS)}"
    text = " ".join(handed_over(file, what).split())
    account = account_of(text, store.WORDS)
    if not local and not account.address.startswith("https:"):
        raise BadCredentialError(
            "a deployed stack asks no store without TLS.", remedy="Name its https address."
        )
    may: dict[str, Any] = {"scopes": list(scopes), "checked": checked}
    if checked:
        check_scopes(rules, platform, account)
        may["cards_need"] = list(lacking_for_cards(rules, platform, account))
    name, kept = secret_name(rules.program, platform.source, "stores"), vault()
    news = kept.live(name) != (text,)
    if news:
        kept.keep(name, [text])
    return {"source": platform.source, "store": account.address, "stored": news, **may}


def _new_secret(platform: Platform, secret: str, file: str) -> dict[str, str]:
    """Only what was made here: the shop must be given it."""
    return {"secret": secret} if platform.makes_secret and not file else {}


def _next_steps(platform: Platform, program: str) -> list[str]:
    where = f"{program} {platform.source}"
    return [
        platform.rotate,
        f"The new secret is believed within {REFRESH_SECONDS} seconds of the first webhook that is "
        "signed with it; until then, and beside it, the old one is.",
        f"Try it: `goodword source test {where}`",
        f"When the shop signs with the new one: `goodword source rotate {where} --finish`",
    ]


def _tell(data: dict[str, Any]) -> None:
    say = {"stored": {True: "Stored.", False: "Already stored: nothing changed."}}
    lines = [say["stored"][data["stored"]]] if "stored" in data else []
    if "dropped" in data:
        lines.append("The old secret is dropped." if data["dropped"] else "There was no old one.")
    lines += [f"{data['source']} → {data['url']}"] if "url" in data else []
    lines += [f"Its shop is {data['shop']}."] if "shop" in data else []
    lines += [f"Asked at {data['store']} for its orders."] if "store" in data else []
    if scopes := ", ".join(data.get("scopes", ())):
        lines.append(f"It may: {scopes}." if data["checked"] else f"It must be allowed: {scopes}.")
    if needed := ", ".join(data.get("cards_need", ())):
        lines.append(f"Gift cards wait on `goodword todo list`: to make them it needs {needed}.")
    lines += [f"Secret, shown this once: {data['secret']}"] if "secret" in data else []
    lines += [f"{n}. {step}" for n, step in enumerate(data.get("steps", ()), 1)]
    lines += [f"To tick: {', '.join(data['topics'])}"] if data.get("topics") else []
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
