"""Learning: lessons and what has been read of them, question banks exchanged, quizzes."""
