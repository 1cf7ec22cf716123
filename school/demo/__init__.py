"""A believable school, for a first look and for tests; nobody imports it."""
