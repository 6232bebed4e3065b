"""What a program's listening comes to, in plain English: for whoever runs it."""

from referrals.model.survey.policy import ListeningPolicy


def listening_sentences(policy: ListeningPolicy) -> list[str]:
    """Empty where nobody is asked anything."""
    sentences = []
    if policy.surveys:
        sentences.append(
            f"People are asked {policy.wait_days} days after a reward became theirs, twice a year "
            "at most: by letter where they agreed to it, else on their own page."
        )
    if policy.suggestions:
        sentences.append("Advocates may suggest changes on their page, and vote on them.")
    if policy.review_url:
        sentences.append(f"Whoever answers is shown {policy.review_url}, whatever they answered.")
    return sentences
