"""The inbox: what the stack would have mailed, on a page for people, a thread for each of them."""

import json
import urllib.request
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from goodword.local.mail_feedback import FeedbackKind

PATH = "/inbox"
# A letter runs nothing here, and nothing of it counts as ours.
HEADERS = [("content-type", "text/html; charset=utf-8"), ("content-security-policy", "sandbox")]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body{font:17px/1.5 Georgia,serif;max-width:48rem;margin:2rem auto;padding:0 1rem;
background:#faf5ee;color:#2d211b}
section,.open{background:#fff;border:1px solid #e6dccf;border-radius:16px;padding:.5rem 1.25rem;
margin:0 0 1.25rem}h2{font-size:1.2rem;overflow-wrap:anywhere;margin:.75rem 0}
summary{cursor:pointer;padding:.75rem 0;border-top:1px solid #e6dccf}
summary time,small{color:#6d5f54;font-size:.875rem}
iframe{width:100%;height:34rem;border:1px solid #e6dccf;border-radius:8px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.875rem}
button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .75rem 0;border:1px solid #8c4a1f;
border-radius:999px;background:none;color:#8c4a1f;cursor:pointer}</style><h1>Inbox</h1>"""
EMPTY = "<p>Nothing has been mailed yet.</p>"
BUTTONS = {
    FeedbackKind.BOUNCE: "Bounce this",
    FeedbackKind.COMPLAIN: "Call it spam",
    FeedbackKind.DELIVER: "It arrived",
}


def address(emulator_url: str) -> str:
    return f"{emulator_url}/_ministack/ses/messages"


def letters(emulator_url: str) -> list[dict[str, Any]]:
    """Newest first."""
    with urllib.request.urlopen(address(emulator_url), timeout=10) as answer:  # noqa: S310
        accounts = json.load(answer)["messages"]
    found = [letter for mailed in accounts.values() for letter in mailed]
    return sorted(found, key=sent_at, reverse=True)


def sent_at(letter: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(float(letter["Timestamp"]), UTC)


def page(found: Iterable[dict[str, Any]]) -> str:
    """By person; whoever was written to last stands first."""
    threads: dict[str, list[dict[str, Any]]] = {}
    for letter in found:
        threads.setdefault(", ".join(letter["To"]), []).append(letter)
    return PAGE + ("".join(thread_html(*thread) for thread in threads.items()) or EMPTY)


def thread_html(to: str, mailed: list[dict[str, Any]]) -> str:
    count = f"{len(mailed)} letters" if len(mailed) != 1 else "1 letter"
    inner = "".join(letter_html(letter) for letter in mailed)
    return f"<section><h2>{escape(to)} <small>{count}</small></h2>{inner}</section>"


def letter_html(letter: dict[str, Any]) -> str:
    at = sent_at(letter)
    time = f'<time datetime="{at.isoformat()}">{at:%-d %B %Y, %H:%M:%S} UTC</time>'
    html = letter["BodyHtml"] or ""
    place = f"{PATH}/{quote(str(letter['MessageId']))}"
    framed = f'<iframe sandbox loading="lazy" title="letter" src="{place}"></iframe>'
    text = escape(letter["BodyText"] or "")
    return (
        f"<details><summary><b>{escape(letter['Subject'])}</b><br>{time} "
        f"<small>from {escape(str(letter.get('Source', '')))}</small></summary>"
        f"{framed if html else ''}<details><summary>As text</summary><pre>{text}</pre></details>"
        f"{_feedback_form(letter)}</details>"
    )


def letter_page(found: Iterable[dict[str, Any]], path: str) -> str:
    """The HTML of the letter that a path names; opened only when its line is."""
    name = unquote(path.removeprefix(f"{PATH}/"))
    return next((each["BodyHtml"] or "" for each in found if each["MessageId"] == name), "")


def _feedback_form(letter: dict[str, Any]) -> str:
    hidden = {"address": ", ".join(letter["To"]), "letter": str(letter["MessageId"])}
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in hidden.items()
    )
    buttons = "".join(
        f'<button name="kind" value="{kind}">{label}</button>' for kind, label in BUTTONS.items()
    )
    return f'<form method="post" action="{PATH}">{fields}{buttons}</form>'


def read_press(body: bytes) -> tuple[FeedbackKind, str, str]:
    """Which button of which letter: what happened, whose mailbox it was, the letter's id."""
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return FeedbackKind(form["kind"]), form["address"], form.get("letter", "")
