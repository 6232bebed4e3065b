"""The same tracks, from a source whose write key only servers know."""

from goodword.trial.segment import TOPICS as TOPICS
