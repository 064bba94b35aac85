"""A scenario that shows money asks who the customer is; here the identity kit asks instead."""

from dataclasses import replace

from aicc.domain.flow import Flow, Step

KIT = "identity"
KNOWN_BY_KIT = "person.customer_number"


def behind_identity(flow: Flow, refusal: str) -> Flow:
    """The step that takes a number at its word (`identified_by`) enters the kit, and what it would
    have asked for comes from there. Who is not verified hears the `refusal`."""
    step = flow.steps.get(flow.identified_by)
    if step is None:
        return flow
    known, refused = f"{step.id}_known", f"{step.id}_refused"
    gate = Step(
        id=step.id,
        enters=KIT,
        branches={"verified": known, "failed": refused, "locked": refused},
    )
    steps = {
        **flow.steps,
        step.id: gate,
        known: Step(
            id=known, sets={step.slot: KNOWN_BY_KIT}, cases=step.cases, next_step=step.next_step
        ),
        refused: Step(id=refused, message=refusal),
    }
    return replace(flow, steps=steps, version=f"{flow.version}-{KIT}")
