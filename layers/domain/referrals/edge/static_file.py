"""Our own static files, compressed; kept for ever under the address that names their content."""

import hashlib
from http import HTTPStatus
from pathlib import Path

from referrals.edge.http import Answer, Event, answer, headers_of

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
PACKED_ALREADY = {".woff2"}
FOR_EVER = "public, max-age=31536000, immutable"
# An address without a mark, pasted into a shop years ago, still gets what is deployed today.
FOR_NOW = "public, max-age=3600"
# Any shop's page may load them, and check them against a hash that it has (`integrity`).
HEADERS = {
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "vary": "accept-encoding",
    "x-content-type-options": "nosniff",
}


class StaticFiles:
    """The files of one folder by their bare names."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.name: path for path in folder.iterdir()}
        self._addresses: dict[str, str] = {}

    def address(self, name: str) -> str:
        """Changes with the file's content, so that it may be kept for ever; read once, because
        what is deployed doesn't change.
        """
        if name not in self._addresses:
            mark = _mark(self._paths[name].read_bytes())
            self._addresses[name] = f"/static/{name}?v={mark}"
        return self._addresses[name]

    def answer(self, event: Event) -> Answer:
        path = self._paths.get(event["pathParameters"]["file"])
        if path is None:
            return answer(HTTPStatus.NOT_FOUND, "no such file")
        content = path.read_bytes()
        named = (event.get("queryStringParameters") or {}).get("v")
        kept = FOR_EVER if named == _mark(content) else FOR_NOW
        headers = {**HEADERS, "content-type": TYPES[path.suffix], "cache-control": kept}
        if path.suffix == ".css":
            content = _without_remarks(content)
        if path.suffix in PACKED_ALREADY:
            return _binary(content, headers)
        if "gzip" not in headers_of(event).get("accept-encoding", ""):
            return answer(HTTPStatus.OK, content.decode(), headers=headers)
        # A page asks for addresses alone, and soon.
        import gzip

        headers["content-encoding"] = "gzip"
        return _binary(gzip.compress(content, mtime=0), headers)


def _binary(content: bytes, headers: dict[str, str]) -> Answer:
    from base64 import b64encode

    told = answer(HTTPStatus.OK, b64encode(content).decode(), headers=headers)
    return {**told, "isBase64Encoded": True}


def _without_remarks(styles: bytes) -> bytes:
    """Nor breaks between rules: a seventh less to send."""
    import re

    told = re.sub(rb"/\*.*?\*/\s*", b"", styles, flags=re.DOTALL)
    return re.sub(rb"([{};,])\s*\n\s*", rb"\1", told)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
