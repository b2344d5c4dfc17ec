"""The whole record as JSON: for other programs, and to recompute every digest."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from concordat.index import Edition
from concordat.model.records import Action, Decision, MeetingFile
from concordat.model.signatures import SignaturesForm, TextCorrection
from concordat.record import Record
from concordat.resolve import Reference
from concordat.seal import canonical_lines, clause_digests, digest


def record_as_json(record: Record) -> str:
    """Return the record in a stable order: the same record gives the same bytes."""
    content = {
        "as_of": record.today,
        "region": record.region.name,
        "councils": {key: _plain(form) for key, form in sorted(record.councils.items())},
        "bodies": {key: _plain(form) for key, form in sorted(record.bodies.items())},
        "agreements": [_agreement(record, name) for name in sorted(record.agreements)],
        "meetings": [_meeting(record, meeting) for meeting in record.meetings],
        "posts": [
            {"path": post.document.path, "title": post.title, "date": post.front.day.created}
            for post in record.posts
        ],
        "references": [_reference(reference) for reference in record.references],
    }
    return json.dumps(content, indent=1, default=_text)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(form: Any) -> Any:
    return form.model_dump(mode="json", by_alias=True, exclude_none=True)


def _agreement(record: Record, name: str) -> dict[str, Any]:
    agreement = record.agreements[name]
    in_force = record.in_force(name, record.today)
    return {
        **_plain(agreement.file.form),
        "path": agreement.file.document.path,
        "in_force": in_force.name if in_force else None,
        "editions": [edition_data(edition) for edition in agreement.editions],
    }


def edition_data(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain data: its text, its digests and its signatures."""
    front, text = edition.file.front, edition.file.text
    digests = clause_digests(text)
    form = edition.signatures_file.form if edition.signatures_file else SignaturesForm()
    return {
        "edition": edition.name,
        "address": edition.address,
        "path": edition.path,
        "status": front.status,
        "adopted_by": front.adopted_by and str(front.adopted_by),
        "adopted_on": front.adopted_on,
        "in_force_from": front.in_force_from,
        "in_force_until": front.in_force_until,
        "review_by": front.review_by,
        "withdrawn_on": front.withdrawn_on,
        "form": form.form,
        "seal": form.seal,
        "digest": digest(text),
        "canonical": [f"{number} {line}".strip() for number, line in canonical_lines(text)],
        "corrections": [_correction(each) for each in form.corrections],
        "signatures": [_plain(signature) for signature in edition.signatures],
        "clauses": [
            {
                "address": edition.clause_address(clause),
                "number": clause.number,
                "level": clause.level,
                "title": clause.title,
                "text": words,
                "digest": digests[clause.number],
                "path": edition.path,
                "line": clause.line,
            }
            for clause, words in zip(edition.clauses, edition.texts, strict=True)
        ],
    }


def _correction(correction: TextCorrection) -> dict[str, Any]:
    decision = {"decision": str(correction.decision)} if correction.decision else {}
    return {**_plain(correction), **decision}


def _meeting(record: Record, meeting: MeetingFile) -> dict[str, Any]:
    front, name = meeting.front, str(meeting.address)
    return {
        "address": name,
        "body": meeting.body,
        "date": front.day,
        "status": front.status,
        "approved_at": front.approved_at and str(front.approved_at),
        "path": meeting.document.path,
        "chair": front.chair,
        "present": front.present,
        "represented": front.represented,
        "apologies": front.apologies,
        "absent": front.absent,
        "in_attendance": front.in_attendance,
        "next": front.next,
        "closes": [str(address) for address in front.closes],
        "items": [
            {
                "address": f"{name} item {i.number}",
                "number": i.number,
                "title": i.title,
                "exempt": i.exempt,
                "line": i.line,
            }
            for i in meeting.items
        ],
        "decisions": [_decision(name, decision) for decision in meeting.decisions],
        "actions": [_action(record, name, action) for action in meeting.actions],
    }


def _decision(meeting: str, decision: Decision) -> dict[str, Any]:
    return {
        "address": f"{meeting} {decision.number}",
        "item": decision.item,
        "amends": [str(citation) for citation in decision.amends],
        "supersedes": [str(citation) for citation in decision.supersedes],
        "concerns": decision.concerns,
        "text": decision.words,
        "line": decision.line,
    }


def _action(record: Record, meeting: str, action: Action) -> dict[str, Any]:
    address = f"{meeting} {action.number}"
    return {
        "address": address,
        "item": action.item,
        "owner": action.owner,
        "due": action.due,
        "from": action.from_decision and str(action.from_decision),
        "carries": action.carries and str(action.carries),
        "state": action.state,
        "closed": action.closed,
        "open": record.is_open(address, action),
        "text": action.words,
        "line": action.line,
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "path": reference.path,
        "line": reference.line,
        "column": reference.column,
        "text": reference.text,
        "relation": reference.relation,
        "source": reference.source or reference.path,
        "target": reference.target,
    }
