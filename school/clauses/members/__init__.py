"""Who speaks for an operator or an authority about integration clauses."""
