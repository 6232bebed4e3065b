"""How a program addresses people: the entry beside its sentences that says so.

Apart from the sentences' bounds, because the friend's page loads no pydantic.
"""

ADDRESS = "address"
"""The one entry of a language that is no sentence: formal or informal."""
FORMAL = "formal"
