"""How placements end: what was declared, what the apprentice says of it, what comes next."""
