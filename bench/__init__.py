"""Measures of speed and weight beside a bare floor; run `python -m bench`."""
