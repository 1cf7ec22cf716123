"""The demo has sealed reports to look at, and their seals hold."""

from flask import Flask
from sqlalchemy.orm import Session

from school import seal_keys as keys
from school.core.clock import today
from school.demo.operations import open_demo
from school.demo.scene import compose
from school.hiring.sealing import operations, queries
from school.hiring.sealing.rules import Integrity
from tests.support.shipped import shipped_pack


def test_the_demo_opens_with_two_reports_that_can_be_made_again(
    app: Flask, session: Session
) -> None:
    pack = shipped_pack()
    words = app.test_request_context()
    open_demo(session, pack, compose(pack, 2026, today()).draft, today(), words=words)
    session.commit()
    reports = queries.every_report(session)
    schools = [report.read_manifest().statement.parameters["schools"] for report in reports]
    assert schools == [["CFP", "EFC", "IRO"], ["EFC"]]
    public = keys.public_text(keys.seal_key(app.config["SETTINGS"].instance))
    for report in reports:
        files = queries.files_of(session, report)
        assert operations.integrity(report, files, public) == (Integrity.INTACT, [])
        with app.test_request_context():
            assert operations.remade(session, report).is_same
