"""A signed sheet on paper."""
