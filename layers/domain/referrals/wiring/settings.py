"""Settings: the only place that reads the environment."""

import os


def setting(name: str, default: str | None = None) -> str:
    """An environment variable; without a default it must be set."""
    value = os.environ.get(name) or default
    assert value is not None, f"the environment lacks {name}"
    return value


def endpoint_url() -> str | None:
    return os.environ.get("GOODWORD_ENDPOINT_URL") or None
