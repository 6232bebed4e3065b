"""Signing in by a mailed link, as a person does it: asked for, read in the letter, pressed."""

import re
from typing import Any

from functions.advocate.app import handler
from tests.advocate import answer, cookies, event
from tests.letters import post_letters


def ask(email: str = "ada@example.com", program: str = "friends") -> dict[str, Any]:
    return answer("sign_in", {"email": email, "program": program})


def at_link(name: str, token: str, browser: str = "", number: str = "") -> dict[str, Any]:
    given = event(name, {"number": number} if name == "sign_in_link" else None)
    kept = [f"__Host-sign-in={browser}"] if browser else []
    return {**given, "queryStringParameters": {"token": token}, "cookies": kept}


def press(token: str, browser: str = "", number: str = "") -> dict[str, Any]:
    return handler(at_link("sign_in_link", token, browser, number), None)


def asked() -> tuple[str, str, str]:
    """The token in the letter, what the browser keeps, and the number that is shown there."""
    told = ask()
    number = re.findall(r"\d{3} \d{3}", told["body"])[0]
    return post_letters().token, cookies(told)["__Host-sign-in"], number
