"""What production teams say of their own work, asked by a link."""
