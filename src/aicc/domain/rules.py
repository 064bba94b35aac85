"""The validations that a step can name."""

from types import MappingProxyType

from aicc.domain.flow import Rule

MAN_WON = (
    10_000  # forms and callers leave "ten thousand" out: an income of "5000" is 50,000,000 won
)

RULES = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            Rule(name="customer_number", pattern=r"\d{7}"),
            Rule(name="phone_number"),
            Rule(name="amount", minimum=1),
            Rule(name="income_range", minimum=1_000_000, maximum=10_000_000_000, unit=MAN_WON),
            Rule(name="birth_date"),
        )
    }
)
