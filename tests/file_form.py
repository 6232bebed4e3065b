"""A form that carries files, as a browser sends it."""

from io import BytesIO

from PIL import Image

BOUNDARY = "----WebKitFormBoundaryabc"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def file_form(files: dict[str, bytes], **texts: str) -> bytes:
    """Of names and types that nobody should believe."""
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    body = b"".join(f'{head}"{name}"\r\n\r\n{text}\r\n'.encode() for name, text in texts.items())
    for name, content in files.items():
        body += f'{head}"{name}"; filename="../../etc/passwd.svg"\r\n'.encode()
        body += b"Content-Type: image/svg+xml\r\n\r\n" + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def drawing(
    mode: str = "RGB", size: tuple[int, int] = (900, 300), kind: str = "PNG", **options: object
) -> bytes:
    out = BytesIO()
    colour = (200, 30, 30, 0) if mode == "RGBA" else (200, 30, 30)
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()
