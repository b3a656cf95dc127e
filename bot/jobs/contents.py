"""What a run of a subscription tells, in the words of its readers: the one place where that comes from its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.answers.conversion import Converter
from bot.answers.digest import Digest, answer, present_digest
from bot.answers.present import Presented
from bot.model import Order, visible_to
from bot.store import Store
from bot.store.records import Run


@dataclass(frozen=True, slots=True)
class Contents:
    """Asks the store what a run tells."""

    store: Store
    converter: Converter

    async def of(
        self,
        run: Run,
        libraries: Sequence[str] | None = None,
        *,
        locale: str | None = None,
        late: bool = False,
        as_written: bool = False,
    ) -> Presented:
        """Return what a run tells; its status says whether there is anything new.

        Args:
            run: which, of whatever rhythm.
            libraries: the keys of those that the reader may see, who is shown no more; None for the channel's readers.
            locale: the reader's, the subscription's if not given.
            late: whether it says that it is.
            as_written: whether the articles stay in their own script.
        """
        subscription = run.subscription
        visible = [key for key in told_of(subscription.library, subscription) if libraries is None or key in libraries]
        due = run.due_at.astimezone(ZoneInfo(subscription.zone))
        told = await answer(self.store, Digest(run.after, run.upto, due.date(), subscription.subjects), visible)
        shown_in = locale or subscription.locale
        return present_digest(
            told, subscription, self.converter, due=due, locale=shown_in, late=late, as_written=as_written
        )


def told_of(library: str, order: Order) -> list[str]:
    """Return the keys of the libraries whose articles an order of a library tells."""
    return [library] if order.own_only else visible_to(library)
