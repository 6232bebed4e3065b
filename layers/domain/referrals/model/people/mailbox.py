"""Mailboxes: one strict grammar for addresses, and one spelling for all addresses of a mailbox.

What the grammar refuses names nobody: who is called so is unknown. Unicode's tables are loaded only
for who writes beyond ASCII. docs/decisions/0025 says why no library does this.
"""

import hashlib
import hmac
import re

from referrals.model.errors import RefusedError

MOST_CHARACTERS = 254
_MOST_READ = 2 * MOST_CHARACTERS
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)+)"')
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_ENCODED = "xn--"
# IDNA leaves these out of domains, and nobody sees them anywhere: so nobody meant them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0100-\U000e01ef]"
)
# Beside letters, marks and digits, all that IDNA allows within a label.
_WITHIN_LABELS = "-\u00b7\u0375\u05f3\u05f4\u0f0b\u30fb"
# The same account's, by the provider's own word. Not Microsoft's: hotmail.com, live.com and
# outlook.com give one name to different people.
_SAME_DOMAIN = {
    "googlemail.com": "gmail.com",
    "mac.com": "icloud.com",
    "me.com": "icloud.com",
    "pm.me": "proton.me",
    "protonmail.ch": "proton.me",
    "protonmail.com": "proton.me",
    "ya.ru": "yandex.ru",
    "yandex.by": "yandex.ru",
    "yandex.com": "yandex.ru",
    "yandex.kz": "yandex.ru",
    "yandex.ua": "yandex.ru",
}
# What the provider doesn't tell apart in a name. To Apple, Microsoft and Yahoo a dot is a letter.
_IGNORED = {"gmail.com": ".", "proton.me": ".-_"}
# `anything@name.fastmail.com` is the mailbox `name@fastmail.com`.
_NAME_IN_DOMAIN = ("fastmail.com", "fastmail.fm")


class BadEmailError(RefusedError):
    code = "bad_email"


def canonical_email(address: str) -> str:
    """One spelling per mailbox: lower case, no +tag, one domain, nothing the provider ignores."""
    local, domain = _parts(address)
    for provider in _NAME_IN_DOMAIN:
        if domain.endswith(f".{provider}"):
            local, domain = domain.removesuffix(f".{provider}").rpartition(".")[2], provider
    domain = _SAME_DOMAIN.get(domain, domain)
    name = _lower(local)
    name = name.partition("+")[0] or name
    kept = name.translate(dict.fromkeys(map(ord, _IGNORED.get(domain, ""))))
    return f"{kept or name}@{domain}"


def is_same_mailbox(one: str, other: str) -> bool:
    """Whether both are spellings of one address; what is none is nobody's."""
    try:
        return canonical_email(one) == canonical_email(other)
    except BadEmailError:
        return False


def postal_address(address: str) -> str:
    """The address that mail is sent to: as it was written, in the form that mail servers read."""
    local, domain = _parts(address)
    return f"{local}@{domain}"


def mailable(address: str) -> str:
    """The postal address if SES can send there: its names are in ASCII. Empty if it can't."""
    try:
        found = postal_address(address)
    except BadEmailError:
        return ""
    return found if found.isascii() else ""


def email_hash(key: bytes, address: str) -> str:
    """A keyed stand-in for an e-mail address; equal for aliases of the same mailbox."""
    return _hash(key, canonical_email(address))


def email_hashes(key: bytes, address: str) -> tuple[str, ...]:
    """The hash, and after it the one of the rule until 2026-12, where that is another."""
    now, before = email_hash(key, address), _hash(key, _former_email(address))
    return (now,) if before == now else (now, before)


def readable_hashes(key: bytes, address: str) -> tuple[str, ...]:
    """The same, and none for what is no address."""
    try:
        return email_hashes(key, address)
    except BadEmailError:
        return ()


def _hash(key: bytes, canonical: str) -> str:
    return hmac.digest(key, b"email:" + canonical.encode(), hashlib.sha256).hex()


def _former_email(address: str) -> str:
    """What people and orders of then are found by."""
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _parts(address: str) -> tuple[str, str]:
    """Local part, in its own case, and domain in ASCII."""
    text = _compatible(address).strip() if len(address) <= _MOST_READ else ""
    local, _, domain = text.partition("@")
    local, domain = _unquote(local), _ascii_domain(domain)
    size = len(local.encode())
    fits = size <= _LONGEST_LOCAL and size + len(domain) < MOST_CHARACTERS
    if not (domain and fits and _LOCAL.fullmatch(_letters_as_ascii(local))):
        raise BadEmailError(
            "this is not an e-mail address.", field="email", remedy="Write it as name@example.com."
        )
    return local, domain


def _unquote(local: str) -> str:
    """The local part without quotes; characters that need quotes are refused later."""
    quoted = _QUOTED.fullmatch(local)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else local


def _ascii_domain(domain: str) -> str:
    """Labels as the name system spells them; empty when it can be no mail domain."""
    labels = [_ascii_label(each) for each in domain.removesuffix(".").split(".")]
    usable = len(labels) > 1 and all(labels) and not labels[-1].isdigit()
    return ".".join(labels) if usable else ""


def _ascii_label(label: str) -> str:
    plain = _compatible(_lower(label))
    if not plain.isascii():
        ends = plain[0] + plain[-1]
        spelled = _is_letters(plain, _WITHIN_LABELS) and not _is_mark(plain[0]) and "-" not in ends
        plain = _ENCODED + plain.encode("punycode").decode() if spelled else ""
    elif plain.startswith(_ENCODED):
        plain = plain if _ascii_label(_decode_label(plain)) == plain else ""
    return plain if len(plain) <= _LONGEST_LABEL and _LABEL.fullmatch(plain) else ""


def _decode_label(label: str) -> str:
    """The label in letters; empty for one that is plain ASCII, which has another spelling."""
    try:
        found = label.removeprefix(_ENCODED).encode().decode("punycode")
    except ValueError:
        return ""
    return "" if found.isascii() else found


def _compatible(text: str) -> str:
    """Full-width letters, ligatures and the like as what they stand for; nothing invisible."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", _INVISIBLE.sub("", text)).replace("\u3002", ".")


def _letters_as_ascii(local: str) -> str:
    """For the grammar: in a local part, a letter of any script is a letter."""
    return "".join(c if c.isascii() else "x" if _is_letters(c) else " " for c in local)


def _is_letters(text: str, also: str = "") -> bool:
    """Whether it has letters, marks and digits only."""
    from unicodedata import category

    return all(category(c)[0] in "LMN" or c in also for c in text)


def _is_mark(letter: str) -> bool:
    from unicodedata import category

    return category(letter)[0] == "M"


def _lower(text: str) -> str:
    """Without case, as IDNA has it: letter by letter, and sharp s and final sigma are letters."""
    return "".join(c.lower() if c in "ẞßς" else c.casefold() for c in text)
