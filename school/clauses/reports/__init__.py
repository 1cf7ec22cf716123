"""The reports that a contract asks for: when each is due, when it was filed, how late it is."""
