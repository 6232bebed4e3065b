"""A client for Goodword's API that needs nothing but Python."""

from goodword_api.client import Goodword
from goodword_api.errors import GoodwordApiError, RefusedError, UnreachableError

__all__ = ["Goodword", "GoodwordApiError", "RefusedError", "UnreachableError"]
