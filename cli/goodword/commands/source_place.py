"""Where a source is reached and where its secrets are kept, and how a person hands one over."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from awswire.boto import BotoDynamo
from referrals.model.errors import RefusedError
from referrals.providers.shops.platform import Platform
from referrals.store.vault import Vault
from referrals.wiring import settings

STDIN = "-"
SecretFile = Annotated[
    str,
    typer.Option(
        "--secret-file", help="The file it is written in; - is standard input, as a pipe is."
    ),
]
Url = Annotated[str, typer.Option(help="The address shops use, where it isn't the stack's own.")]


class SecretUnreadableError(RefusedError):
    code = "secret_unreadable"


def webhook_url(url: str, program: str, source: str) -> str:
    return f"{url.rstrip('/')}/webhooks/{program}/{source}"


def secret_name(program: str, source: str, kind: str = "webhooks") -> str:
    return f"{settings.setting('SECRETS_PREFIX')}{kind}/{program}/{source}"


def vault() -> Vault:
    return Vault(BotoDynamo(settings.endpoint_url(), "secretsmanager"))


def chosen_secret(platform: Platform, secret_file: str, address: str) -> str:
    """Out of the file, made here, or typed unseen; as it is to be stored."""
    if platform.makes_secret and not secret_file:
        return platform.made_up()
    return platform.check_secret(handed_over(secret_file, platform.what), address)


def handed_over(secret_file: str, what: str) -> str:
    """Never echoed, and never an argument: those stand in the shell's history."""
    if not secret_file and sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=True, err=True))
    try:
        return sys.stdin.read() if secret_file in ("", STDIN) else Path(secret_file).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise SecretUnreadableError(
            f"{secret_file} can't be read: {error}.",
            field="--secret-file",
            remedy="Name a text file, or - and pipe the secret in.",
        ) from error
