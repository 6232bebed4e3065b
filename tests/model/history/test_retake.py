"""One word for several decisions that were taken again."""

import pytest

from referrals.model.history.retake import RetakeAnswer, worst_of

SAME, DIFFERENT = RetakeAnswer.SAME, RetakeAnswer.DIFFERENT
UNKNOWN, NONE = RetakeAnswer.UNKNOWN, RetakeAnswer.NONE


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ([], NONE),
        ([SAME, SAME], SAME),
        ([SAME, UNKNOWN], UNKNOWN),
        ([UNKNOWN, DIFFERENT, SAME], DIFFERENT),
    ],
)
def test_the_worst_answer_speaks_for_all(answers: list[RetakeAnswer], word: RetakeAnswer) -> None:
    assert worst_of(answers) is word
