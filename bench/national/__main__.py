"""Make the country: `python -m bench.national ADDRESS`. Going on where a former run stopped."""

import time
from datetime import date

import click

from bench.national import country
from bench.national.country import Size
from school.core.clock import today
from school.core.database import Database


@click.command()
@click.argument("place")
@click.option("--schools", default=Size.schools, show_default=True)
@click.option("--trainees", default=Size.trainees, show_default=True, help="Of each school.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day; today by default.")
def main(place: str, schools: int, trainees: int, until: date | None) -> None:
    """Write generated schools into PLACE, a new file or the address of an empty database."""
    database = Database(place if "://" in place else f"sqlite:///{place}")
    begun = time.monotonic()

    def tell(number: int) -> None:
        if number % 10 == 0 or number == schools:
            seconds = time.monotonic() - begun
            click.echo(f"{number} of {schools} schools after {seconds:.0f} s")

    last = date(until.year, until.month, until.day) if until else today()
    country.write(database, Size(schools, trainees), last, tell)
    database.dispose()


if __name__ == "__main__":
    main()
