"""Written forms of names know how heavy they are, so that the most mentioned are found first."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ALIASES = sa.table("aliases", *map(sa.column, ("mentions", "weight")))
HEAVIEST = 31
"""Mentions are counted in 32 bits."""


def upgrade() -> None:
    """Weigh what there is; the index, which has the weights in its rows, is built anew by the program."""
    op.add_column("aliases", sa.Column("weight", sa.Integer(), nullable=False, server_default="0"))
    for weight in range(1, HEAVIEST + 1):
        mentioned = sa.between(ALIASES.c.mentions, 1 << (weight - 1), (1 << weight) - 1)
        op.execute(sa.update(ALIASES).where(mentioned).values(weight=weight))
