"""What can be done with messages: choose what one is told, send again, gather many into one."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from school.accounts.rules import Language
from school.core import audit, outbox
from school.core.clock import now
from school.core.database import one_at_a_time
from school.core.delivery import DeliveryStep, Need
from school.core.outbox import MailMessage
from school.messages import queries
from school.messages.models import MessagePreference
from school.messages.rules import News, Wording


def choose(
    records: Session,
    address: str,
    *,
    language: Language | None,
    news: News,
    actor: str | None = None,
) -> MessagePreference:
    """Keep what the reader of an address chose, by link unless `actor`; the newest choice holds."""
    found = _preference(records, address)
    found.language, found.news, found.changed_at = language, news, now()
    audit.record(records, actor or _actor(found), "message.choose", found)
    return found


def stop_news(records: Session, address: str) -> MessagePreference:
    """Tell the reader of an address no more news; what is needed to act still comes."""
    found = _preference(records, address)
    found.news, found.changed_at = News.NEVER, now()
    audit.record(records, _actor(found), "message.stop_news", found)
    return found


def _preference(records: Session, address: str) -> MessagePreference:
    # Two taps at once would both find nothing there.
    one_at_a_time(records, MessagePreference)
    found = queries.preference_of(records, address)
    if found is None:
        found = MessagePreference(address=queries.key_of(address))
        records.add(found)
    return found


def _actor(preference: MessagePreference) -> str:
    return f"{preference.address} (link)"


def send_again(records: Session, actor: str, message: MailMessage) -> None:
    """Put a message that did not arrive back among those to send, with all its tries before it.

    Raises `NotAllowed` where it is on its way already, or has arrived.
    """
    outbox.move(message, DeliveryStep.SEND_AGAIN)
    message.attempts, message.due_at = 0, now()
    audit.record(records, actor, "message.send_again", message)


def gather(records: Session, write: Callable[[Sequence[MailMessage]], Wording]) -> int:
    """Make one letter of the many that are ready for one person; give how many such there are.

    The letter is a message of its own: whatever interrupts its sending, it is the same one that
    is tried again. What its reader asked not to be told is withheld first.
    """
    for message in queries.declined_news(records):
        outbox.move(message, DeliveryStep.WITHHOLD)
        message.body = ""
    groups = queries.to_gather(records)
    for group in groups:
        _gather(records, group, write(group))
    records.flush()
    return len(groups)


def _gather(records: Session, group: Sequence[MailMessage], wording: Wording) -> None:
    schools = {message.school_id for message in group}
    acts = any(message.need is Need.ACT for message in group)
    letter = outbox.enqueue(
        records,
        group[-1].recipient,
        wording.subject,
        wording.letter,
        need=Need.ACT if acts else Need.INFORM,
        name=group[-1].name,
        school_id=schools.pop() if len(schools) == 1 else None,
    )
    for message in group:
        outbox.move(message, DeliveryStep.GATHER)
        message.digest_id = letter.id
        message.body = ""
