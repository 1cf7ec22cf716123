"""Training paths, two-month modules, practical tasks and their thresholds."""
