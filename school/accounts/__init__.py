"""Schools, staff and accounts: who signs in, with which roles, sessions and signed links."""
