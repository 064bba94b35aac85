"""What was said, clause by clause, each to be read by itself."""

from aicc.domain.said import Said
from aicc.korean.text.clauses import clauses
from aicc.korean.text.said import part_of


def cut(said: Said) -> tuple[Said, ...]:
    """Readers share it: `said.once(cut)`."""
    return tuple(part_of(clause.text) for clause in clauses(said.plain))
