"""A year of the demo's bakery: made up from a seed, lived through by the product's own steps."""
