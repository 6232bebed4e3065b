"""The shop's own desk: every page and form of it, for whoever of the shop is signed in."""

from typing import Any

from referrals.edge.http import Answer
from referrals.edge.page_answer import page_or_trouble
from referrals.pages.console.door import respond, show_refusal
from referrals.pages.template import the_pages

the_pages()


def handler(event: dict[str, Any], context: Any) -> Answer:
    return page_or_trouble(respond, show_refusal, event)
