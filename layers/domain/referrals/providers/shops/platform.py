"""Platforms that orders come from: how each is set up, from the data beside this file."""

import re
import tomllib
from base64 import b64encode
from functools import cache
from pathlib import Path
from secrets import token_bytes, token_hex, token_urlsafe

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError, RefusedError
from referrals.providers.shops.registry import MODULES

LONGEST_SECRET = 1000
DATA = Path(__file__).with_name("platforms.toml")
MAKERS = {
    # 43 letters, digits, - and _: nothing that an HTML decoder would touch.
    "plain": lambda: token_urlsafe(32),
    "hex": lambda: token_hex(16),
    "whsec": lambda: f"whsec_{b64encode(token_bytes(32)).decode()}",
}


class UnknownPlatformError(NotFoundError):
    code = "unknown_platform"


class BadSecretError(RefusedError):
    code = "bad_secret"


class Platform(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    name: str
    """Its heading in docs/sources.md."""
    origin: str
    """Of the secret: made here or given by the platform."""
    form: str
    what: str
    topics: tuple[str, ...]
    test: str
    steps: tuple[str, ...]
    rotate: str
    make: str = ""

    @property
    def makes_secret(self) -> bool:
        return self.origin == "made"

    def made_up(self) -> str:
        """A secret of a form that this platform keeps as it is."""
        return MAKERS[self.make]()

    def check_secret(self, secret: str, url: str) -> str:
        """What is stored of what was given; never shown in what is said of it."""
        stored = secret.strip()
        if self.source == "square" and stored and " " not in stored:
            stored = f"{stored} {url}"  # Square signs the address that was registered.
        if len(stored) > LONGEST_SECRET or not re.fullmatch(self.form, stored):
            raise BadSecretError(
                f"this is not what {self.name} signs with.",
                field="secret",
                remedy=f"Give {self.what}; docs/sources.md says where it is found.",
            )
        return stored

    def steps_for(self, url: str) -> list[str]:
        return [step.replace("{url}", url) for step in self.steps]


@cache
def platforms() -> dict[str, Platform]:
    found = tomllib.loads(DATA.read_text())
    return {
        source: Platform(source=source, **found[source]) for source in MODULES if source in found
    }


def platform_of(source: str) -> Platform:
    if source not in platforms():
        raise UnknownPlatformError(
            f"no source is called {source!r}.",
            field="source",
            remedy=f"Use one of {', '.join(platforms())}.",
        )
    return platforms()[source]
