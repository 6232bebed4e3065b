"""The least a function can do: the floor that every cold start stands on."""


def handler(_event: object, _context: object) -> dict[str, object]:
    return {"statusCode": 302, "headers": {"location": "https://shop.example/"}, "body": ""}
