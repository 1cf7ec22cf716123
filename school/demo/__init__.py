"""A believable school for a first look, drawn from a seed and dated from a given day."""
