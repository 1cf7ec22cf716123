"""Integration clauses of public fibre contracts."""
