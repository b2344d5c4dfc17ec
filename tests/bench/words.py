"""The words of which a made-up record is made. Nothing in it is real."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SEED = "Concordat"

_TOWNS = (
    "Ashby Birkfold Cotham Dunmere Elmstow Farrow Gresley Hawsker Ingby Kelham Lowmoor Marfleet "
    "Norbeck Oxmarsh Pilhampton"
)
COUNCILS = {town[:3].upper(): town for town in _TOWNS.split()}
BODIES = {  # each meets every week on a day of its own
    "DIR": "Directors' meeting",
    "MEM": "Lead members' meeting",
    "WRK": "Workforce board",
    "QUA": "Quality board",
    "FIN": "Finance board",
}
OFFICES = {"dcs": "Director of children's services", "lead_member": "Lead member for children's services"}

SECTIONS = (
    "Scope",
    "Principles",
    "Self-assessment",
    "Peer challenge",
    "Learning",
    "Data",
    "Workforce",
    "Money",
    "Disagreement",
    "Review",
)
ITEMS = (
    "Welcome and attendance",
    "Minutes of the last meeting",
    "Early help",
    "Self-assessment",
    "Peer challenge",
    "Recruitment and training",
    "Places for children in care",
    "Short breaks",
    "School attendance",
    "Care leavers",
    "The regional budget",
    "Any other business",
)
OWNERS = ("SLI lead", "Workforce lead", "Chair", "Regional business manager", "All directors")
WHO = (
    "Directors",
    "Members of the board",
    "Several councils",
    "The regional team",
    "Two councils",
    "Most councils",
)
SAID = ("reported", "noted", "explained", "asked", "recalled", "repeated", "accepted", "found")
WHAT = (
    "that visits take more time than the plan allows",
    "that the figures for the last quarter are late",
    "that families wait longer than a year ago",
    "that training places are filled within a day",
    "whether the same measure can serve every council",
    "that a shared list of providers saves work",
    "that the forms differ more than the services do",
    "how other regions share the cost",
    "that inspectors ask for the same papers twice",
    "that the new approach keeps children nearer to home",
    "whether smaller councils can spare the people",
    "that vacancies are fewer than in the spring",
)
WHY = (
    "because the definitions changed in the autumn",
    "although the budget is the same as before",
    "and asked for a paper before the summer",
    "as the last peer challenge had suggested",
    "while two councils are still testing it",
    "so the subject stays on the list for the next meeting",
    "once the teams have been through the training",
    "even where the staff have not changed",
)
TASKS = (
    "Bring a short paper with costs to the next meeting.",
    "Ask each council for its figures and put them side by side.",
    "Write to the department and say what the region can offer.",
    "Draft the timetable for the coming year and send it round.",
    "Collect what councils have learnt and publish a summary.",
)


def prose(random: Random, number: int) -> Iterator[str]:
    """Yield so many sentences, as minutes have them."""
    for _ in range(number):
        yield f"{random.choice(WHO)} {random.choice(SAID)} {random.choice(WHAT)}, {random.choice(WHY)}."


def clause_numbers() -> list[str]:
    """Return the numbers of the agreement's 80 clauses."""
    parts = ("", ".1", ".2", ".3", ".3(a)", ".3(b)", ".4", ".5")
    return [f"{number}{part}" for number in range(1, len(SECTIONS) + 1) for part in parts]
