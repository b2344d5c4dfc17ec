"""The rules: record in, findings out. `RULES` is the one list of them all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from concordat import resolve
from concordat.findings import Finding, Rule
from concordat.read import (
    bodies,
    clauses,
    documents,
    entries,
    forms,
    front,
    minutes,
    outline,
    paths,
    prose,
    sequence,
    table,
    values,
    wrong,
)
from concordat.read import pages as read_pages
from concordat.record import Record
from concordat.rules import (
    actions,
    amending,
    attendance,
    corrections,
    councils,
    editions,
    events,
    keys,
    meetings,
    pages,
    privacy,
    published,
    seals,
    signing,
    status,
)

RULES: tuple[Rule, ...] = (
    # files
    paths.FILE_UNREADABLE,
    documents.FILE_TOO_LARGE,
    documents.FILE_ENCODING,
    documents.FILE_FORMAT,
    read_pages.FILE_NAME,
    documents.FILE_MISPLACED,
    read_pages.DATE_FILE_NAME,
    bodies.PAGE_EMPTY,
    front.FRONT_MATTER,
    values.YAML_SYNTAX,
    values.YAML_FEATURE,
    values.KEY_DUPLICATE,
    forms.KEY_UNKNOWN,
    forms.KEY_MISSING,
    wrong.VALUE_TYPE,
    wrong.DATE_IMPOSSIBLE,
    prose.MARKDOWN_UNCLOSED,
    prose.MARKDOWN_NESTED,
    # clauses
    clauses.NUMBER_MISSING,
    sequence.NUMBER_REPEATED,
    sequence.NUMBER_ORDER,
    sequence.NUMBER_SKIPPED,
    outline.NUMBER_AMBIGUOUS,
    clauses.START_UNCLEAR,
    clauses.CLAUSE_EMPTY,
    # references and links
    resolve.REFERENCE_UNKNOWN,
    resolve.REFERENCE_AMBIGUOUS,
    resolve.REFERENCE_KIND,
    resolve.REFERENCE_SUPERSEDED,
    pages.link_outside,
    pages.link_broken,
    pages.address_duplicate,
    pages.author_unknown,
    published.forward_unknown,
    published.address_taken,
    # clause table
    table.KEY_FORM,
    keys.clause_key_missing,
    keys.clause_key_repeated,
    keys.clause_key_unknown,
    keys.clause_key_moved,
    keys.clause_key_ended,
    keys.clause_key_alike,
    # agreed changes
    amending.amendment_overdue,
    amending.amendment_empty,
    amending.amendment_unbacked,
    # editions
    editions.edition_overlap,
    editions.edition_gap,
    editions.edition_before_adoption,
    editions.edition_review_past,
    status.edition_status_dates,
    editions.edition_orphan,
    # sign-off
    seals.seal_form,
    seals.seal_mismatch,
    corrections.correction_chain,
    corrections.correction_wording,
    corrections.correction_date,
    signing.signature_missing,
    signing.signature_progress,
    signing.signature_repeated,
    signing.signature_not_party,
    signing.signature_date,
    signing.signature_council_ended,
    signing.signature_term,
    signing.signature_evidence,
    seals.signature_digest,
    signing.signature_draft,
    # minutes
    meetings.body_unknown,
    meetings.minutes_approval,
    meetings.minutes_future,
    meetings.agenda_past,
    meetings.minutes_status_content,
    meetings.minutes_next,
    minutes.ITEM_NUMBER_MISSING,
    minutes.NUMBER_REPEATED,
    minutes.NUMBER_SKIPPED,
    minutes.QUOTE_UNCLEAR,
    entries.DETAIL_UNKNOWN,
    entries.DETAIL_REPEATED,
    entries.WORDS_MISSING,
    meetings.supersession_circle,
    meetings.exempt_ground,
    meetings.exempt_text,
    # attendance
    attendance.attendance_incomplete,
    attendance.attendance_repeated,
    attendance.attendance_not_member,
    attendance.quorum_missing,
    attendance.chair_absent,
    # actions
    actions.action_owner,
    actions.action_due,
    actions.action_state,
    actions.action_overdue,
    actions.action_uncarried,
    # events
    events.event_time,
    events.event_moved,
    events.event_repeated,
    # councils, privacy
    councils.council_unknown,
    councils.office_unknown,
    councils.joined_not_party,
    councils.council_dates,
    privacy.privacy_email,
    privacy.privacy_telephone,
    privacy.privacy_signature,
)


_NEEDING: Mapping[str, tuple[Rule, ...]] = {
    "as_of": (
        actions.action_overdue,
        amending.amendment_empty,
        amending.amendment_overdue,
        corrections.correction_date,
        editions.edition_review_past,
        meetings.agenda_past,
        meetings.minutes_future,
        signing.signature_date,
        signing.signature_missing,
        signing.signature_progress,
        status.edition_status_dates,
    ),
    "contacts": (privacy.privacy_email, privacy.privacy_telephone),
    "email_domains": (privacy.privacy_email,),
}
"""Rules that find by what a key of region.yml says: while it has a fault, they would only mislead."""

_OF_RECORD = tuple(rule.id for rule in RULES if rule.check is not None)
_MIDDLE = _OF_RECORD.index(attendance.attendance_incomplete.id)
HALVES = (_OF_RECORD[:_MIDDLE], _OF_RECORD[_MIDDLE:])
"""The ids of the rules that look at the whole record, in two halves that take about as long."""


def check(record: Record) -> list[Finding]:
    """Return every finding of a record, sorted by place: what the readers found and what the rules find."""
    return check_by(record, {rule.id for rule in RULES})


def check_by(record: Record, ids: Collection[str]) -> list[Finding]:
    """Return what the readers found in a record, and what the rules of these ids find, sorted by place."""
    return sorted([*record.findings, *found_by(record, ids)])


def found_by(record: Record, ids: Collection[str]) -> Iterator[Finding]:
    """Yield what the rules of these ids find in a record; none that need a faulty key of region.yml."""
    silent = {rule.id for key in record.unsure for rule in _NEEDING.get(key, ())}
    for rule in RULES:
        if rule.check is not None and rule.id in ids and rule.id not in silent:
            yield from rule.check(record)
