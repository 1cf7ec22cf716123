"""The outbox of phones: what was typed without a network, taken in exactly once."""
