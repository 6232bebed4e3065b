"""Any address or method that leads nowhere: a page that says so, in the reader's language.

But for one that an old link has, where its domain leads here: it goes to the link that the code of
another program has become.
"""

from http import HTTPStatus

from referrals.edge.http import Answer, Event
from referrals.model.migration.former_code import former_code
from referrals.pages.note import show_note
from referrals.pages.page_memory import remember_page
from referrals.wiring import settings

FOLLOWED = ("GET", "HEAD")


def show(event: Event) -> Answer:
    if address := _new_address(event):
        headers = {"location": address, "cache-control": "no-store"}
        return {"statusCode": HTTPStatus.FOUND, "headers": headers, "body": ""}
    asked = event.get("queryStringParameters") or {}
    program = {"program": str(asked.get("program", ""))}
    # Every wrong address has the same page.
    return _missing({"headers": event.get("headers"), "queryStringParameters": program})


@remember_page
def _missing(event: Event) -> Answer:
    return show_note(
        event, title="refusal.missing_title", text="refusal.missing", status=HTTPStatus.NOT_FOUND
    )


def _new_address(event: Event) -> str:
    """Where an old link of the former domain leads by now; empty for all other addresses."""
    request = event["requestContext"]
    domain = settings.setting("FORMER_DOMAIN", "").lower()
    if not domain or str(request.get("domainName", "")).lower() != domain:
        return ""
    code = former_code(str(event.get("rawPath", "")).rstrip("/").rpartition("/")[2])
    if not code or request["http"]["method"] not in FOLLOWED:
        return ""
    query = event.get("rawQueryString") or ""
    return f"{settings.setting('PUBLIC_URL')}/r/{code}" + (f"?{query}" if query else "")
