"""Writes a stack's data to files, slice by slice."""
