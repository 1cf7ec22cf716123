"""The report of the hiring rate: its page, its files, and the persons behind its figures."""
