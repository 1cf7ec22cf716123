"""Words for contracts, on screen."""

from flask_babel import lazy_gettext

from school.clauses.rules import ContractKind

CONTRACT_KINDS = {
    ContractKind.WORKS: lazy_gettext("Marché de travaux"),
    ContractKind.DESIGN_BUILD: lazy_gettext("Conception et réalisation"),
    ContractKind.CONCESSION: lazy_gettext("Concession"),
    ContractKind.PUBLIC_PRIVATE: lazy_gettext("Partenariat public-privé"),
    ContractKind.LEASE: lazy_gettext("Affermage"),
    ContractKind.OPERATION: lazy_gettext("Exploitation et maintenance"),
    ContractKind.OTHER: lazy_gettext("Autre contrat"),
}
