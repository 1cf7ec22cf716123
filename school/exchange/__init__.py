"""The exchange bundle: how records enter and leave."""
