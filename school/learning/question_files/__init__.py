"""Question banks as Moodle keeps them: GIFT and Moodle XML, written and read."""
