"""Settings: the only place that reads the environment."""

import os


def setting(name: str, default: str | None = None) -> str:
    """An environment variable; without a default it must be set."""
    value = os.environ.get(name) or default
    assert value is not None, f"the environment lacks {name}"
    return value


def is_deployed() -> bool:
    """Whether this is a function on AWS: neither a test, nor a command, nor the local stack's."""
    return endpoint_url() is None and bool(os.environ.get("AWS_LAMBDA_FUNCTION_NAME"))


def endpoint_url() -> str | None:
    return os.environ.get("GOODWORD_ENDPOINT_URL") or None
