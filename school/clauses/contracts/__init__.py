"""What a contract says of its clause: terms, quotas and amendments, notices, worked hours."""
