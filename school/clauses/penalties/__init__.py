"""What a shortfall may cost, and the dated file of both sides before it is decided."""
