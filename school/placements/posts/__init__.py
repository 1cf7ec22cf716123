"""Posts that enterprises offer to apprentices, with the duties of each."""
