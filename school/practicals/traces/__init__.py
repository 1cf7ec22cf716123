"""What the school makes of a trace: pairing, limits, answer keys, reuse, dates and drawing."""
