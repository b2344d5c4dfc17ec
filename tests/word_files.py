"""Ten Word files as clerks send them: six minutes and four agreements, with what each has in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.word import Word

LEGAL = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "(%4)"))


@dataclass(frozen=True)
class Sent:
    """A file and what must come of it: numbers of items, decisions, actions; or a line for each clause."""

    make: Callable[[], Word]
    items: int = 0
    decisions: int = 0
    actions: int = 0
    clauses: str = ""
    options: tuple[str, ...] = ()
    became: str = ""  # words that are settings or labels now: keys of councils, `Decision D1`

    @property
    def kind(self) -> str:
        return "agreement" if self.clauses else "minutes"

    def save(self, folder: Path) -> Path:
        return self.make().save(folder / "sent.docx")


def styled() -> Word:
    """Headings with typed numbers, RESOLVED, and a table of actions."""
    word = Word()
    word.title("Directors’ meeting")
    word.text("Friday 9th December 2016, 10.00am – 12.30pm")
    word.text("*Present:* Alder City Council (Chair), Beck Council")
    word.text("*Apologies:* Crag County Council")
    word.text("*In attendance:* Regional business manager; Workforce lead")
    word.heading("1. Welcome and apologies")
    word.text("The chair welcomed directors.")
    word.heading("2. Budget for 2017/18")
    word.text("The regional business manager presented the budget, and directors asked about it.")
    word.text("RESOLVED that the budget be approved, subject to the contribution of each council.")
    word.heading("3. Actions")
    word.table(
        ("No.", "Action", "Owner", "Due date"),
        ("1", "Send the budget to the councils", "Regional business manager", "16 December 2016"),
        ("2", "Ask each council for its contribution", "Chair", "next meeting"),
        ("3", "Publish the minutes", "Workforce lead", "9 January 2017"),
    )
    word.heading("4. Date of next meeting")
    word.text("3 February 2017 in Beck.")
    return word


def counted() -> Word:
    """Headings and paragraphs that Word counts: 1, 1.1, (a)."""
    word = Word()
    add = word.numbering(*LEGAL, styles={0: "Heading1"})
    word.text("*Minutes of the meeting held on 9 December 2016*")
    word.text("Chair: Alder")
    word.text("Present: Alder, Beck and Crag")
    word.heading("Welcome")
    add(1, "The chair welcomed everybody.")
    word.heading("Peer challenge")
    add(1, "Directors heard about three visits:")
    add(2, "one in Alder; and")
    add(2, "two in Crag.")
    add(1, "It was agreed that visits go on.")
    word.text("AGREED: that each council names two peers:")
    add(2, "one for practice; and")
    add(2, "one for leadership.")
    word.text("ACTION: All directors to name two peers by 20 January 2017.")
    return word


def faked() -> Word:
    """Headings faked with bold, labels alone on their line, lists."""
    word = Word()
    word.text("*DIRECTORS’ MEETING*")
    word.text("*Date:* 9 December 2016")
    word.text("*Time:* 10am")
    word.text("*Venue:* Town Hall, Alder")
    word.text("*Present*")
    word.text("Alder", style="List Bullet")
    word.text("Crag", style="List Bullet")
    word.text("*Apologies*")
    word.text("Beck", style="List Bullet")
    word.text("*1. Minutes of the last meeting*")
    word.text("Agreed:")
    word.text("The minutes were approved as a correct record.")
    word.text("*2. Workforce*")
    word.text("*Agreed* that the festival takes place in November 2017.")
    word.text("Actions:")
    word.text("Workforce lead to book the hall by 31 January 2017", style="List Bullet")
    word.text("All councils to send two names", style="List Bullet")
    word.text("The hall is large. Action: Chair")
    return word


def in_tables() -> Word:
    """The head of the minutes is a table, and so is the attendance; people are named."""
    word = Word()
    word.heading("Notes of the directors’ meeting", 1)
    word.table(
        ("Date", "9 December 2016"),
        ("Location", "Beck House"),
        ("In the chair", "Jane Doe, Alder City Council"),
        ("Next meeting", "Friday 3 February 2017"),
    )
    word.heading("Attendees", 2)
    word.table(
        ("Jane Doe", "Director", "Alder City Council"),
        ("Richard Roe", "Director", "Beck Council"),
        ("Mary Major", "for the director", "Crag, representing"),
    )
    word.heading("Item 1: Self-assessment", 2)
    word.text("Discussion followed. Members agreed the timetable.")
    word.text("Decision 1: The timetable stands.")
    word.heading("Item 2: Data", 2)
    word.table(("Council", "Visits", "Peers"), ("Alder", "2", "7"), ("Beck", "1", "5"))
    word.table(("Both", "", "x"), ("a", "b", "c"), merge=(0, 0, 0, 1))
    word.text("Action A1 – SLI lead to publish the table, due 5 January 2017.")
    return word


def marked_up() -> Word:
    """Tracked changes, comments, footnotes, images, a box, a header and a footer."""
    word = Word()
    section = word.document.sections[0]
    section.header.paragraphs[0].text = "OFFICIAL"
    section.footer.paragraphs[0].text = "Kept by democratic services"
    word.title("Directors’ meeting, 9 December 2016")
    word.text("Present: Alder, Beck, Crag")
    word.heading("1. Report")
    first = word.text("The report was received")
    word.inserted(first, " with thanks")
    word.deleted(first, " without comment")
    word.box(word.text("; see below."), "Draft for comment")
    second = word.text("Figures are of 30 November.")
    word.comment(second, "Is this the right date?")
    word.image()
    word.image("A chart of visits by year")
    third = word.text("AGREED that the figures be published.")
    word.footnotes({second: "Counted by the councils themselves.", third: "Saving what is exempt."})
    word.heading("2. Exempt: offers of a venue")
    word.text("The offers were confidential.")
    return word


def plain_numbers() -> Word:
    """Item headings are nothing but numbered lines; breaks within paragraphs; an odd alphabet of labels."""
    word = Word()
    paragraph = word.text("Directors’ meeting")
    paragraph.add_run().add_break()
    paragraph.add_run("9 December 2016")
    paragraph.add_run().add_break()
    paragraph.add_run("Present: Alder, Beck. Apologies from Crag.")
    add = word.numbering(
        ("decimal", "%1"),
    )
    add(0, "Welcome")
    word.text("All were welcomed.")
    add(0, "Peer challenge & “culture”")
    word.text("A cost of £5 * 3 was named, and <b> is no tag; see #4 and snake_case_words.")
    word.text("Resolved – that the visits go on.")
    add(0, "Any other business")
    word.text("There was none.")
    return word


def typed_agreement() -> Word:
    """Typed numbers under Word's headings."""
    word = Word()
    word.title("A shared agreement")
    word.text("Between the councils named below.")
    word.heading("1. Purpose", 1)
    word.text("1.1 The councils learn from each other.")
    word.heading("2. Visits", 1)
    word.text("2.1 Each council receives a visit every year, as clause 1.1 asks.")
    word.text("2.2 The host agrees with the visitors:")
    word.text("(a) the theme; and")
    word.text("(b) the dates:")
    word.text("(i) the first day; and")
    word.text("(ii) the last day.")
    word.text("What is agreed is written down.")
    return word


def counted_agreement() -> Word:
    """Every number is counted by Word, sections included, and nothing is typed."""
    word = Word()
    word.title("The pact")
    add = word.numbering(*LEGAL, styles={0: "Heading1"})
    word.heading("Purpose")
    add(1, "The councils learn from each other.")
    add(1, "They meet:")
    add(2, "in spring;")
    add(2, "in autumn:")
    add(3, "in October; or")
    add(3, "in November.")
    word.heading("Visits")
    add(1, "Each council receives a visit, as clause 1.2(b)(i) asks.")
    return word


def faked_agreement() -> Word:
    """Headings faked with bold, a table of contents, a footnote, bullets, and places to sign."""
    word = Word()
    for line in ("1 Purpose 2", "2 Visits 3"):
        paragraph = word.text(line)
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = "TOC1"
    word.text("*1 Purpose*")
    first = word.text("1.1\tThe councils learn from each other.")
    word.footnotes({first: "And from others."})
    word.text("from their visits", style="List Bullet")
    word.text("from their data", style="List Bullet")
    word.text("*2 Visits*")
    word.text("2.1\tEach council receives a visit.")
    word.text("2.3\tA number is left out before this one.")
    word.text("Signed: ______________ for Alder City Council")
    return word


def lettered_agreement() -> Word:
    """Sections with letters, a table in a clause, tracked changes."""
    word = Word()
    word.heading("A. Purpose", 1)
    word.heading("1. Aims", 2)
    word.text("(a) The councils learn.")
    word.text("(b) They teach, at these rates:")
    word.table(("Council", "Days"), ("Alder", "2"), ("Beck", "3"))
    word.heading("B. Visits", 1)
    word.heading("2. Hosts", 2)
    changed = word.text("(a) Each council")
    word.inserted(changed, " in turn")
    word.deleted(changed, " sometimes")
    word.text("(b) No council pays.")
    return word


FILES = {
    "styled": Sent(
        styled,
        items=4,
        decisions=1,
        actions=3,
        became="Alder City Council, Beck Council, Crag County Council, 2",
    ),
    "counted": Sent(counted, items=2, decisions=1, actions=1, became="Alder, Alder, Beck, Crag"),
    "faked": Sent(
        faked, items=2, decisions=2, actions=2, became="Time, 10am, Venue, Alder, Crag, Beck, Agreed"
    ),
    "in-tables": Sent(
        in_tables,
        items=2,
        decisions=1,
        actions=1,
        became="Location, Attendees, Item, Item, 9 December, Friday, 3 February, meeting",
    ),
    "marked-up": Sent(
        marked_up, items=2, decisions=1, actions=0, options=("--accept-changes",), became="Alder, Beck, Crag"
    ),
    "plain-numbers": Sent(plain_numbers, items=3, decisions=1, actions=0, became="Alder, Beck, from Crag"),
    "typed-agreement": Sent(typed_agreement, clauses="1 1.1 2 2.1 2.2 2.2(a) 2.2(b) 2.2(b)(i) 2.2(b)(ii)"),
    "counted-agreement": Sent(
        counted_agreement, clauses="1 1.1 1.2 1.2(a) 1.2(b) 1.2(b)(i) 1.2(b)(ii) 2 2.1", became="The pact"
    ),
    "faked-agreement": Sent(faked_agreement, clauses="1 1.1 2 2.1 2.3"),
    "lettered-agreement": Sent(
        lettered_agreement,
        clauses="A A.1 A.1(a) A.1(b) B B.2 B.2(a) B.2(b)",
        options=("--accept-changes",),
    ),
}
