"""The picture that a link shows where it is shared."""
