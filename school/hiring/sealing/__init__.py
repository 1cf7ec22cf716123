"""Sealed reports: figures that stay as they were given out, and that anybody can check."""
