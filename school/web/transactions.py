"""One transaction a request: committed at its end when all went well, else dropped."""

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from school.web.context import SAFE_METHODS


def install(app: Flask) -> None:
    """Commit after a successful unsafe request; whatever a safe one changed is dropped."""
    app.after_request(_finish)
    app.teardown_appcontext(_close)


def _finish(response: Response) -> Response:
    session = g.get("database_session")
    if session is None:
        return response
    if request.method in SAFE_METHODS:
        _refuse_dirty(bool(session.new or session.dirty or session.deleted))
        session.rollback()
    elif response.status_code < 400:
        return _commit(session, response)
    else:
        session.rollback()
    return response


def _commit(session: Session, response: Response) -> Response:
    # Flask shows nobody the errors of this late hook: the page is asked for here.
    try:
        session.commit()
    except SQLAlchemyError as error:
        session.rollback()
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _refuse_dirty(dirty: bool) -> None:
    if dirty:
        raise RuntimeError("a page that is only read has changed records")


def _close(error: BaseException | None = None) -> None:
    del error
    session = g.pop("database_session", None)
    if session is not None:
        session.close()
