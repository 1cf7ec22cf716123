"""What directors and the ministry read across features; owns no table."""
