"""The wall as its reader sees it: what functions/stories answers to events/stories/<name>.json."""

import json
from typing import Any

from functions.stories.app import handler
from tests.portal import PortalPage
from tests.template import ROOT

EVENTS = ROOT / "events/stories"


def event(name: str, **query: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    if query:
        loaded["queryStringParameters"] = query
    return loaded


def answer(name: str, story: str = "", **query: str) -> dict[str, Any]:
    asked = event(name, **query)
    if asked["pathParameters"].get("story") == "STORY":
        asked["pathParameters"]["story"] = story
    return handler(asked, None)


def page(name: str, story: str = "", **query: str) -> PortalPage:
    return PortalPage(answer(name, story, **query)["body"])


def data_of(told: dict[str, Any]) -> Any:
    _, _, rest = told["body"].partition('<script type="application/ld+json">')
    return json.loads(rest.partition("</script>")[0])
