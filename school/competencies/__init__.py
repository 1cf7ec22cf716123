"""The competency record: what a person can do, said by three voices, with its evidence."""
