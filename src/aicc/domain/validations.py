"""The validations that a step can name."""

from types import MappingProxyType

from aicc.domain.flow import Validation

MAN_WON = (
    10_000  # forms and callers leave "ten thousand" out: an income of "5000" is 50,000,000 won
)

VALIDATIONS = MappingProxyType(
    {
        each.name: each
        for each in (
            Validation(name="customer_number", pattern=r"\d{7}"),
            Validation(name="phone_number"),
            Validation(name="amount", minimum=1),
            Validation(
                name="income_range",
                minimum=1_000_000,
                maximum=10_000_000_000,
                unit=MAN_WON,
                is_yearly=True,
            ),
            Validation(name="birth_date"),
        )
    }
)
