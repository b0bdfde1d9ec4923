"""Recommendations as JSON: a profile is posted, the page's suggestions are answered."""

from datetime import date

from flask import Blueprint, Response, abort, request

from data.outcomes import Compared
from portal.api import models
from portal.api.page import formation_model
from portal.doors import compared_results, doors, session
from portal.orientation.advice import Advice, Advised, advise
from search_index.recommend.profile import Profile

face = Blueprint("recommendations", __name__, url_prefix="/api/v1")


@face.after_request
def kept_nowhere(response: Response) -> Response:
    """What answers a person is kept in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


@face.post("/recommendations")
def recommendations() -> Response:
    if request.mimetype != "application/json":
        abort(415)
    profile = Profile.read(request.get_data())
    advice = advise(doors().index, session(), profile, date.today())
    compared = compared_results()
    body = recommendations_model(advice, compared).model_dump_json()
    return Response(body, mimetype="application/json")


def recommendations_model(advice: Advice, compared: Compared) -> models.Recommendations:
    """What is said to a person as the contract's JSON."""
    found = advice.found
    return models.Recommendations(
        suggestions=tuple(_suggestion(one, compared) for one in advice.suggested),
        hints=tuple(
            models.Change(change=one.change, gain=one.gain, text=one.text) for one in advice.ways
        ),
        possible=found.possible,
        barred=tuple(
            models.Away(condition=one.condition, count=one.count, text=text)
            for one, text in zip(found.barred, advice.barred, strict=True)
        ),
        understood=models.Meant(
            trades=found.understood, words=found.words_understood, place=found.place
        ),
        model=models.Recommender(version=found.version, formations=found.formations),
    )


def _suggestion(one: Advised, compared: Compared) -> models.Suggested:
    return models.Suggested(
        formation=formation_model(one.formation, compared),
        score=one.score,
        distance_km=one.distance_km,
        reasons=tuple(
            models.Given(
                feature=reason.criterion,
                contribution=reason.contribution,
                most=reason.most,
                verdict=reason.verdict,
                text=reason.text,
            )
            for reason in one.reasons
        ),
        caveats=one.caveats,
    )
