"""Bring people, their codes and what they have from another program, and take it back."""
