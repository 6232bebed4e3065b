"""Pictures from outside, made anew."""
