"""Agreements of placements: versions, sections confirmed, signatures, amendments and duties."""
