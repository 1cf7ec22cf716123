"""The rates of INDICATORS §6 in their order, written down apart from the code under test."""

RATES = (
    "hire_rate",
    "hire_rate_known",
    "coverage",
    "integration_rate",
    "positive_destination_rate",
    "yield_rate",
    "retention_rate",
    "pass_rate",
    "certification_rate",
    "offer_rate",
    "offer_rate_recorded",
    "offer_acceptance_rate",
    "employed_at_rate",
    "same_employer_rate",
    "in_trade_rate",
    "in_trade_rate_known",
)
