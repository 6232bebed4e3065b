"""HTTP API events and their answers, as the lightest function needs them: without HTTP's words."""

from collections.abc import Mapping
from typing import Any

type Event = Mapping[str, Any]
type Answer = dict[str, Any]


def headers_of(event: Event) -> dict[str, str]:
    """Lower-case names: the real API sends them so, local ones don't always."""
    return {name.lower(): value for name, value in (event.get("headers") or {}).items()}
