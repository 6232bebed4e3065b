"""What was brought from other programs, person by person."""
