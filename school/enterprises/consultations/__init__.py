"""What enterprises are asked about the curriculum, what they answer and what is decided of it."""
