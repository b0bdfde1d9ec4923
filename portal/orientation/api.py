"""Recommendations as JSON: a profile is posted, the page's suggestions are answered."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from portal.api.page import formation_document
from portal.doors import doors, session
from portal.orientation.advice import Advice, Advised, advise
from search_index.recommend.profile import Profile

face = Blueprint("recommendations", __name__, url_prefix="/api/v1")


@face.after_request
def readable_anywhere(response: Response) -> Response:
    """Any site may ask from its pages; what answers a person is kept in no cache."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "POST"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    response.headers["Cache-Control"] = "no-store"
    return response


@face.post("/recommendations")
def recommendations() -> Response:
    if request.mimetype != "application/json":
        abort(415)
    profile = Profile.read(request.get_data())
    advice = advise(doors().index, session(), profile, date.today())
    return jsonify(recommendations_document(advice))


def recommendations_document(advice: Advice) -> dict[str, Any]:
    """What is said to a person as the contract's JSON."""
    found = advice.found
    return {
        "suggestions": [_suggestion(one) for one in advice.suggested],
        "hints": [
            {"change": one.change, "gain": one.gain, "text": one.text} for one in advice.ways
        ],
        "possible": found.possible,
        "barred": [
            vars(one) | {"text": text}
            for one, text in zip(found.barred, advice.barred, strict=True)
        ],
        "understood": {"trades": list(found.understood), "words": found.words_understood},
        "model": {"version": found.version, "formations": found.formations},
    }


def _suggestion(one: Advised) -> dict[str, Any]:
    return {
        "formation": formation_document(one.formation),
        "score": one.score,
        "distance_km": one.distance_km,
        "reasons": [
            {
                "feature": reason.criterion,
                "contribution": reason.contribution,
                "most": reason.most,
                "verdict": reason.verdict,
                "text": reason.text,
            }
            for reason in one.reasons
        ],
        "caveats": list(one.caveats),
    }
