"""Completion of modules and paths, what a jury decides about it, and the certificates it gives."""
