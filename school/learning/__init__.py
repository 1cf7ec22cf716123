"""What is learned and shown to be: lessons read, quizzes, their marks, and question files."""
