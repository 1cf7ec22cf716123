"""What is learned and shown to be: quizzes, their marks, and question files."""
