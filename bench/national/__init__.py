"""A generated country of 200 schools and a million trainees, and what figures of it cost."""
