"""Good practices that teams write, and the contracts that use them."""
