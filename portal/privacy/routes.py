"""What the portal counts of its readers, and how not to be counted."""

from flask import Blueprint, render_template

from data.outcomes import LEAST_PEOPLE
from data.usage import READERS

face = Blueprint("privacy", __name__)


@face.get("/confidentialite")
def show() -> str:
    return render_template("privacy/page.html", readers=READERS, least_people=LEAST_PEOPLE)
