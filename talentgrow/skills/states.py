"""The life of a request for a colleague's word."""

from enum import StrEnum

from talentgrow.kernel.workflow import Workflow


class EndorsementStatus(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ENDORSEMENT_FLOW = Workflow(
    endorse=({EndorsementStatus.ASKED}, EndorsementStatus.GIVEN),
    decline_endorsement=({EndorsementStatus.ASKED}, EndorsementStatus.DECLINED),
    withdraw_endorsement=({EndorsementStatus.ASKED}, EndorsementStatus.WITHDRAWN),
    expire_endorsement=({EndorsementStatus.ASKED}, EndorsementStatus.EXPIRED),
    ask_again=(
        {EndorsementStatus.WITHDRAWN, EndorsementStatus.EXPIRED},
        EndorsementStatus.ASKED,
    ),
)
