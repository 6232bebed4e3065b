"""GET /static/{file}: our own files, and the stylesheet of any shop's colour."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.edge.static_file import FOR_EVER, FOR_NOW, HEADERS, TYPES
from referrals.model.brand.page_brand import GENERATION, read_name
from referrals.pages.template import the_pages


def show(event: Event) -> Answer:
    wanted = read_name(event["pathParameters"]["file"])
    if wanted is None:
        return the_pages().files.answer(event)
    # Few ask: browsers keep it for ever.
    from referrals.model.brand.stylesheet import stylesheet_text

    named = (event.get("queryStringParameters") or {}).get("v")
    kept = FOR_EVER if named == GENERATION else FOR_NOW
    headers = {**HEADERS, "content-type": TYPES[".css"], "cache-control": kept}
    return answer(HTTPStatus.OK, stylesheet_text(wanted), headers=headers)
