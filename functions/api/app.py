"""The API for a shop's own servers: `/v1/...`, its routes grouped by noun in `referrals.routes`."""

from typing import Any

from referrals.routes.api import the_api

api = the_api()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return api.serve(event, context)
