"""Generated contracts with integration clauses, and what their board costs."""
