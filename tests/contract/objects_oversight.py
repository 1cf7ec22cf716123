"""Whose is what on pages that read across features."""

from tests.contract.objects_common import Maker, of_enterprise, of_trainee
from tests.contract.objects_enterprises import of_consultation
from tests.contract.objects_placements import of_post

OBJECTS: dict[str, Maker] = {
    "oversight.consultation": of_consultation,
    "oversight.enterprise_history": of_enterprise,
    "oversight.matching": of_post,
    "oversight.progress": of_trainee,
    "oversight.trainee": of_trainee,
}
