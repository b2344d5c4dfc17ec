"""A review for other programs, the same bytes for the same change."""

from __future__ import annotations

import json
from typing import Any

from concordat.model.signatures import Signature
from concordat.report.json import finding_data, place_data
from concordat.review.addresses import lost_addresses
from concordat.review.entries import EntryChange, MeetingChange
from concordat.review.references import moved_references
from concordat.review.review import Review
from concordat.review.texts import TextChange


def as_json(review: Review) -> str:
    """Return a review as JSON."""
    states = review.states
    content = {
        "sentence": review.sentence,
        "verdict": review.verdict,
        "passes": not review.fails,
        "broken": [finding_data(finding) for finding in review.broken],
        "new": [finding_data(finding) for finding in review.new],
        "counts": {
            "broken": len(review.broken),
            "new": len(review.new),
            "following": review.following,
            "standing": review.standing,
            "mended": review.mended,
        },
        "editions": [_edition(text) for text in states.texts],
        "meetings": [_meeting(meeting) for meeting in states.meetings],
        "files": [{"path": file.path, "fate": file.fate} for file in states.files],
        "lost": [
            {
                "address": lost.address,
                "kind": lost.kind,
                "path": lost.path,
                "line": lost.line,
                "named": [place_data(place) for place in lost.named],
            }
            for lost in lost_addresses(states)
        ],
        "moved": [
            {
                "path": moved.reference.path,
                "line": moved.reference.line,
                "column": moved.reference.column,
                "text": moved.reference.text,
                "source": moved.reference.source,
                "led_to": moved.was,
                "leads_to": moved.reference.target,
                "meant": moved.meant,
            }
            for moved in moved_references(states)
        ],
    }
    return json.dumps(content, indent=1)


def _edition(text: TextChange) -> dict[str, Any]:
    return {
        "address": text.address,
        "path": text.path,
        "fate": text.fate,
        "compared_with": text.compared,
        "may_not_change": text.frozen,
        "status_before": text.before.file.front.status if text.before else None,
        "status": text.after.file.front.status if text.after else None,
        "changes": [
            {
                "kind": change.kind,
                "from_number": change.from_number,
                "to_number": change.to_number,
                "added_words": change.added_words,
                "removed_words": change.removed_words,
                "redline": change.redline,
            }
            for change in text.changes
        ],
        "signed": [_signature(each) for each in text.signed],
        "unsigned": [_signature(each) for each in text.unsigned],
        "stale": [_signature(each) for each in text.stale],
    }


def _signature(signature: Signature) -> dict[str, str]:
    return {"council": signature.council, "office": signature.office, "date": signature.day.isoformat()}


def _meeting(meeting: MeetingChange) -> dict[str, Any]:
    return {
        "address": str(meeting.address),
        "path": meeting.path,
        "fate": meeting.fate,
        "was_approved": meeting.was_approved,
        "corrected": meeting.corrected,
        "settings": meeting.settings,
        "items_gone": meeting.items,
        "entries": [_entry(entry) for entry in meeting.entries],
        "redline": meeting.redline,
    }


def _entry(entry: EntryChange) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "fate": entry.fate,
        "from_number": entry.from_number,
        "to_number": entry.to_number,
        "details": entry.details,
        "redline": entry.redline,
    }
