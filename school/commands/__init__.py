"""Commands that belong to no feature: opening, serving and keeping an installation."""
