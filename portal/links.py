"""The addresses of the portal; the only file that names routes from a query."""

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlencode

from flask import current_app, request, url_for

from data.label_book import State, Wanted
from data.labels import LabelChange
from search_index.query import SearchQuery

EVERYTHING = SearchQuery()
ALL_LABELS = Wanted()

Address = Callable[[SearchQuery], str]
"""Where a search is read: on the portal, or in the frame of another site."""

ValuesAddress = Callable[[str, SearchQuery], str]
"""Where all values of a criterion are read under a search."""

CONTAINS = "contient"
"""The parameter that says what the values shown have to hold."""


def absolute(path: str) -> str:
    """A path with the public origin before it, for whatever leaves the portal."""
    return (current_app.config["PUBLIC_ORIGIN"] or request.host_url.rstrip("/")) + path


def _asking(path: str, params: Sequence[tuple[str, str]]) -> str:
    """A path with these parameters, if any."""
    pairs = urlencode(params)
    return f"{path}?{pairs}" if pairs else path


def here(params: Sequence[tuple[str, str]]) -> str:
    """The address of the page that is asked for, with other parameters."""
    return _asking(request.path, params)


def search(query: SearchQuery = EVERYTHING) -> str:
    """The address of a search, without parameters that stand at their defaults."""
    return _asking(url_for("search.results"), query.to_params())


def values(parameter: str, query: SearchQuery = EVERYTHING, contains: str = "") -> str:
    """The address of all values of a criterion under a search, or of those that hold a text."""
    return _asking(
        url_for("search.values", parameter=parameter),
        query.to_params() + ([(CONTAINS, contains)] if contains else []),
    )


def embed_values(parameter: str, params: Sequence[tuple[str, str]]) -> str:
    """The address of all values of a criterion in the frame of another site."""
    return _asking(url_for("embed.values", parameter=parameter), params)


def embed(params: Sequence[tuple[str, str]]) -> str:
    """The address of a search for the frame of another site."""
    return _asking(url_for("embed.formations"), params)


def look(colour: str) -> str:
    """The address of the style sheet of a colour."""
    return url_for("embed.look", colour=colour)


def builder(params: Sequence[tuple[str, str]] = ()) -> str:
    """The address of the page where partners make their code."""
    return _asking(url_for("builder.show"), params)


def search_for(**criteria: str) -> str:
    """The address of the search with one value in each criterion: `search_for(family="data")`."""
    return search(SearchQuery.from_params(criteria.items()))


def search_in(parameter: str, values: Iterable[str]) -> str:
    """The address of the search with several values in one criterion."""
    return search(SearchQuery.from_params([(parameter, value) for value in values]))


def key_figures() -> str:
    """The address of the years that have key figures."""
    return url_for("figures.index")


def figures(year: int) -> str:
    """The address of a year's key figures."""
    return url_for("figures.show", year=year)


def figures_document(year: int) -> str:
    """The address of a year's key figures in the API."""
    return url_for("api.figures", year=year)


def figure_table(year: int, name: str, file_format: str) -> str:
    """The address of one table as "csv" or "json"."""
    return url_for(f"figures.table_{file_format}", year=year, name=name)


def report(report_id: int) -> str:
    """The address of one training's yearly report, for its provider."""
    return url_for("providers.report", report_id=report_id)


def learners(report_id: int) -> str:
    """The address where a provider sends the list of a report's learners."""
    return url_for("learners.show", report_id=report_id)


def learners_template(report_id: int, ending: str) -> str:
    """The address of an empty list of learners, "csv" or "xlsx"."""
    return url_for("learners.template", report_id=report_id, ending=ending)


def reports_table(year: int) -> str:
    """The address of a provider's reports of a year as one table."""
    return url_for("providers.reports_table", year=year)


def own_formations(sort: str | None = None, table: bool = False) -> str:
    """The address of a provider's own trainings in an order, as a page or as a table."""
    return url_for("own_formations.table" if table else "own_formations.show", sort=sort)


PROVIDERS_DESK = "/organisme"
"""The path of a provider's first page, for mails that are written outside any request."""


def follow_up(year: int) -> str:
    """The address of the follow-up of a year's reports."""
    return url_for("network.follow_up", year=year)


def follow_up_table(year: int) -> str:
    """The address of the reports still awaited, as a table."""
    return url_for("network.follow_up_table", year=year)


def labels(wanted: Wanted = ALL_LABELS) -> str:
    """The address of the team's list of labels, without filters that stand at their defaults."""
    return url_for(
        "labels.index",
        status=wanted.state.value if wanted.state != ALL_LABELS.state else None,
        call=wanted.call,
        programme=wanted.programme and wanted.programme.value,
        q=wanted.words or None,
        page=wanted.page if wanted.page > 1 else None,
    )


def labels_at_risk() -> str:
    """The address of the labels at risk for want of a yearly report."""
    return labels(Wanted(State.AT_RISK))


def label(formation_id: str, change: LabelChange | None = None) -> str:
    """The address of one training's label for the team, with the form of a change."""
    return url_for(
        "labels.show",
        formation_id=formation_id,
        decision=change and change.value,
        _anchor="decider" if change else None,
    )


def queries(month: str = "", word: str = "") -> str:
    """The address of what readers do not find, with a word put into the form of a synonym."""
    return url_for(
        "queries.index",
        month=month or None,
        word=word or None,
        _anchor="proposer" if word else None,
    )


def queries_table(month: str) -> str:
    """The address of what readers do not find in a month, as a table."""
    return url_for("queries.table", month=month)


def trials(month: str) -> str:
    """The address where the team starts the trials that wait anew."""
    return url_for("queries.try_again", month=month)


def synonym(number: int, month: str = "") -> str:
    """The address where the team takes a synonym out."""
    return url_for("queries.confirm", number=number, month=month or None)


def formation(formation_id: str) -> str:
    """The address of one training."""
    return url_for("formation.show", formation_id=formation_id)


def orientation(screen: str | None = None) -> str:
    """The address of the questionnaire, or of one of its screens."""
    return url_for("orientation.show", etape=screen)


def suggestions() -> str:
    """The address of the suggestions made from one's answers."""
    return url_for("orientation.results")


def shared(token: str) -> str:
    """The whole address of what a person shows to an advisor."""
    return url_for("orientation.shared", token=token, _external=True)


def feed(query: SearchQuery) -> str:
    """The address of the feed of a search."""
    return _asking(url_for("feeds.feed"), query.to_params())


def table(query: SearchQuery, ending: str) -> str:
    """The address of a search as a table, "csv" or "xlsx"."""
    path = url_for("feeds.sheet" if ending == "xlsx" else "feeds.table")
    return _asking(path, query.at_page(1).to_params())


def image(formation_id: str) -> str:
    """The address of the image of one training."""
    return url_for("feeds.image", formation_id=formation_id)


def developers() -> str:
    """The address of the page that explains the API."""
    return url_for("api.explained")


def privacy() -> str:
    """The address of what the portal counts."""
    return url_for("privacy.show")


def trades() -> str:
    """The address of the page of all trades."""
    return url_for("trades.index")


def family(code: str) -> str:
    """The address of one family of trades."""
    return url_for("trades.family", slug=code)


def trade(family_code: str, code: str) -> str:
    """The address of one trade on its family's page."""
    return url_for("trades.family", slug=family_code, _anchor=code)


def selection(full: bool = False) -> str:
    """The address of the trainings kept; `full` when one more was asked than can be kept."""
    return url_for("selection.show", full=1 if full else None)


def plain(formation_id: str) -> str:
    """The address of one training on a sheet, in plain words."""
    return url_for("selection.plain", formation_id=formation_id)


def shared_list(ids: Iterable[str]) -> str:
    """The address that shows these trainings to anybody."""
    return url_for("selection.show", formation=list(ids))


def selection_as(endpoint: str, ids: Iterable[str] = (), near: str = "") -> str:
    """The address of the trainings kept, or of these, as a sheet or a file."""
    return url_for(endpoint, formation=list(ids), near=near or None)


def comparison(ids: Iterable[str] = (), near: str = "", removed: str = "") -> str:
    """The address of trainings side by side; `removed` is one that can be put back."""
    return url_for(
        "selection.compare", formation=list(ids), near=near or None, removed=removed or None
    )


def dossiers() -> str:
    """The address of an advisor's dossiers."""
    return url_for("dossiers.index")


def dossier(dossier_id: str) -> str:
    """The address of one dossier."""
    return url_for("dossiers.show", dossier_id=dossier_id)


def dossier_profile(dossier_id: str) -> str:
    """The address of the profile of a dossier's person."""
    return url_for("dossiers.profile", dossier_id=dossier_id)


def sign_in(back: str = "") -> str:
    """The address of the sign-in page, that leads back afterwards."""
    return url_for("accounts.sign_in", suite=back or None)


def one_time(endpoint: str) -> str:
    """The address of a link for one use, with TOKEN where its token goes."""
    return url_for(endpoint, token="TOKEN")  # noqa: S106 - it is put in later


def account() -> str:
    """The address of one's own account, or of the sign-in page for who is not signed in."""
    return url_for("accounts.show")


def desk_for(params: Iterable[tuple[str, str]] = ()) -> str:
    """The address of the advisors' work view with a question in it."""
    return _asking(url_for("advisors.desk"), list(params))


def desk(endpoint: str) -> str:
    """The address of the first page of a role."""
    return url_for(endpoint)


def register(code: str) -> str | None:
    """The national register's page of RNCP31114, RNCP31114BC01, RS5599...; None for other codes."""
    for prefix, folder in (("RNCP", "rncp"), ("RS", "rs")):
        if code.startswith(prefix):
            own = code.removeprefix(prefix).split("BC")[0]
            return f"https://www.francecompetences.fr/recherche/{folder}/{own}/"
    return None
