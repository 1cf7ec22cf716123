"""The national board of integration clauses: every contract, what is missing, alerts, files."""
