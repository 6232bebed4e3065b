"""What may a search engine read of a wall? Each story as a review, with what is true and no more.

No stars: nobody gave any. Who agreed to no name has none here either.
"""

import json
from typing import Any

from referrals.model.program.program import Program
from referrals.model.story.public_story import PublicStory

_CONTEXT = "https://schema.org"
# What could end the script element, or a line of script, is spelled so that it can't.
_HARMLESS = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&'\u2028\u2029"})


def reviews_json(stories: tuple[PublicStory, ...], rules: Program, origin: str) -> str:
    """Safe inside a `script` element that holds data."""
    data = {"@context": _CONTEXT, "@graph": [_review(each, rules, origin) for each in stories]}
    return json.dumps(data, ensure_ascii=False).translate(_HARMLESS)


def _review(story: PublicStory, rules: Program, origin: str) -> dict[str, Any]:
    address = f"{origin}/stories/{story.program_id}/{story.story_id}"
    review: dict[str, Any] = {
        "@type": "Review",
        "@id": address,
        "url": address,
        "reviewBody": story.text,
        "inLanguage": story.language,
        "datePublished": f"{story.published_at:%Y-%m-%d}",
        "itemReviewed": _subject(story, rules),
        "publisher": _shop(rules),
    }
    if story.author:
        review["author"] = {"@type": "Person", "name": story.author}
    if story.photo:
        file = f"{story.photo.name}-{story.photo.largest.width}.jpg"
        review["image"] = f"{address}/{file}"
    return review


def _subject(story: PublicStory, rules: Program) -> dict[str, Any]:
    if not story.product:
        return _shop(rules)
    product = {"@type": "Product", "name": story.product}
    return product | ({"sku": story.product_reference} if story.product_reference else {})


def _shop(rules: Program) -> dict[str, Any]:
    return {"@type": "Organization", "name": rules.shop_name, "url": rules.destination}
