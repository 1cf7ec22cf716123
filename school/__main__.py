"""`python -m school` is the `school` command."""

from school.command import main

if __name__ == "__main__":
    main()
