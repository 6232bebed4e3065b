"""What people write is kept without what nobody means to write, wherever they write it."""

import pytest

from referrals.model.note.note import plain_note
from referrals.model.story.text import story_text
from referrals.model.suggestion.suggestion import plain_text
from referrals.model.written_text import written_text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("null\0byte", "nullbyte"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("turned \u202eround", "turned round"),
        ("  much \t space  \n  here ", "much space\nhere"),
        ("a" + "\u0301" * 40, "\u00e1" + "\u0301" * 4),
        ("man\u200dwoman", "man\u200dwoman"),
        ("half \ud83d", "half"),
    ],
)
def test_every_text_is_kept_the_same_way(written: str, kept: str) -> None:
    assert written_text(written) == kept
    for keep in (plain_note, story_text, lambda text: plain_text(text, 500)):
        assert keep(written) == kept
