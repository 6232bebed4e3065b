"""The same tracks, from a source whose write key only servers know."""

from goodword.bodies.segment import TOPICS as TOPICS
