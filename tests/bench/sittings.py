"""The minutes of a made-up record: the plan of all meetings, and what each of them has to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from concordat.dates import in_words
from tests.bench.words import BODIES, COUNCILS, ITEMS, OWNERS, SEED, TASKS, WHAT, clause_numbers, prose

FIRST_DAY = date(2008, 1, 7)  # a Monday


@dataclass(frozen=True, slots=True)
class Sitting:
    """One meeting of the plan that minutes are written by."""

    body: str
    number: int  # of the body's meetings, from 0
    day: date
    decisions: int
    actions: int
    carries: int  # how many of the earlier meeting's actions it carries on; it closes the others

    @property
    def name(self) -> str:
        return f"{self.body} {self.day.isoformat()}"


def plan_of(minutes: int) -> list[Sitting]:
    """Return the meetings, body by body in turn, a week from one of a body's to its next."""
    plan = []
    random = Random(f"{SEED} plan")
    keys = list(BODIES)
    for at in range(minutes):
        number, body = divmod(at, len(keys))
        day = FIRST_DAY + timedelta(days=7 * number + body)
        decisions, actions, carries = random.randint(3, 5), random.randint(3, 5), random.randint(0, 2)
        plan.append(Sitting(keys[body], number, day, decisions, actions, carries if number else 0))
    return plan


def minutes_of(minutes: int) -> dict[str, str]:
    """Return the minutes of every meeting by path."""
    files = {}
    by_body: dict[str, list[Sitting]] = {key: [] for key in BODIES}
    for sitting in plan_of(minutes):
        by_body[sitting.body].append(sitting)
    for body, sittings in by_body.items():
        for at, sitting in enumerate(sittings):
            following = sittings[at + 1] if at + 1 < len(sittings) else None
            path = f"meetings/{body.lower()}/{sitting.day}.md"
            files[path] = _Writer(sitting, sittings[:at][-30:], following).text()
    return files


class _Writer:
    """Writes one meeting's minutes, after those that came before and before the one that follows."""

    def __init__(self, sitting: Sitting, earlier: list[Sitting], following: Sitting | None) -> None:
        self.sitting, self.earlier, self.following = sitting, earlier, following
        self.random = Random(f"{SEED} {sitting.name}")
        self.clauses = clause_numbers()

    def text(self) -> str:
        return f"{self._front()}\n{self._body()}"

    def _front(self) -> str:
        sitting, random = self.sitting, self.random
        keys = list(COUNCILS)
        random.shuffle(keys)
        present, apologies = sorted(keys[:11]), sorted(keys[12:14])
        approved = ["status: approved", f"approved_at: {self.following.name}"] if self.following else []
        lines = [
            "---",
            f"date: {sitting.day}",
            'start: "10:00"',
            'end: "12:30"',
            f"place: {random.choice(list(COUNCILS.values()))}",
            *(approved or ["status: draft"]),
            f"chair: {random.choice(present)}",
            f"present: [{', '.join(present)}]",
            f"represented: {{{keys[11]}: Assistant director}}",
            f"apologies: [{', '.join(apologies)}]",
            f"absent: [{keys[14]}]",
            "in_attendance: [Regional business manager, Workforce lead]",
            *([f"next: {self.following.day}"] if self.following else []),
        ]
        if self.earlier:
            last = self.earlier[-1]
            closed = [f"{last.name} A{number}" for number in range(sitting.carries + 1, last.actions + 1)]
            lines.append(f"closes: [{', '.join(closed)}]")
        return "\n".join([*lines, "---"])

    def _body(self) -> str:
        sitting, random = self.sitting, self.random
        titles = [*ITEMS[:2], *random.sample(ITEMS[2:-1], 5), ITEMS[-1]]
        entries = self._entries()
        in_items: list[list[str]] = [[] for _ in titles]
        for at, entry in enumerate(entries):  # in order, never in the first item or the last
            in_items[1 + at * (len(titles) - 2) // len(entries)].append(entry)
        parts = [f"Minutes of the {BODIES[sitting.body].lower()} of {in_words(sitting.day)}."]
        for number, (title, held) in enumerate(zip(titles, in_items, strict=True), start=1):
            parts += [f"## {number}. {title}", self._paragraph(2)]
            if held:
                parts.append(self._paragraph(0, referring=True))
            parts += held
        return "\n\n".join(parts) + "\n"

    def _entries(self) -> list[str]:
        """Return decisions and actions, mixed, each kind numbered in order."""
        kinds = ["D"] * self.sitting.decisions + ["A"] * self.sitting.actions
        order = [kinds[0], *self.random.sample(kinds[1:], len(kinds) - 1)]
        made = {"D": 0, "A": 0}
        entries = []
        for kind in order:
            made[kind] += 1
            entries.append(self._decision(made["D"]) if kind == "D" else self._action(made["A"], made["D"]))
        return entries

    def _decision(self, number: int) -> str:
        details = []
        if self.random.random() < 0.1:
            details.append(f"> Amends: SLI {self.random.choice(self.clauses)}")
        if self.random.random() < 0.1:
            details.append(f"> Concerns: {self.random.choice(list(COUNCILS))}")
        if number == 1 and self.earlier and self.sitting.number % 8 == 0:
            details.append(f"> Supersedes: {self._earlier_entry('D')}")
        agreed = self.random.choice(WHAT).replace("whether", "that")
        words = f"> Directors agreed {agreed}. {self._reference()}"
        return "\n".join([f"> **Decision D{number}**", *details, ">", words])

    def _action(self, number: int, decided: int) -> str:
        due = self.sitting.day + timedelta(days=self.random.randint(14, 60))
        details = [f"> Owner: {self.random.choice(OWNERS)}", f"> Due: {in_words(due)}"]
        if number <= self.sitting.carries:
            details.append(f"> Carries: {self.earlier[-1].name} A{number}")
        elif self.following is None:
            details += ["> State: done", f"> Closed: {in_words(self.sitting.day)}"]
        else:
            details.append(f"> From: D{decided}")
        words = f"> {self.random.choice(TASKS)} {self._reference()}"
        return "\n".join([f"> **Action A{number}**", *details, ">", words])

    def _earlier_entry(self, kind: str) -> str:
        sitting = self.random.choice(self.earlier)
        last = sitting.decisions if kind == "D" else sitting.actions
        return f"{sitting.name} {kind}{self.random.randint(1, last)}"

    def _reference(self) -> str:
        """Return a sentence that names a clause and an earlier decision."""
        clause = self.random.choice(self.clauses)
        before = f"[{self._earlier_entry('D')}]" if self.earlier else "[D1]"
        return f"This follows [SLI {clause}] and {before}."

    def _paragraph(self, sentences: int, *, referring: bool = False) -> str:
        words = list(prose(self.random, sentences))
        if referring:
            clause, last = self.random.choice(self.clauses), (self.earlier or [self.sitting])[-1]
            words.append(f"[The text][SLI {clause}] was read out, and so were the minutes of [{last.name}].")
        return " ".join(words)
