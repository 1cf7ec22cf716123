"""What tutor and apprentice say of a placement, by questions that the school chooses."""
