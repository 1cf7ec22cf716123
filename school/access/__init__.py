"""Who may do what: permissions, roles and the guard that denies by default."""
