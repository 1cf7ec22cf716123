"""Proposals of apprentices for posts, and what enterprises answer."""
