"""What requests share: the sums over all trainings are kept until the index says otherwise."""

from pathlib import Path

from sqlmodel import Session, select

from data.models import Formation, YearlyResult
from portal import create_app
from portal.doors import bring_index_up, compared_results, doors
from tests.portal.conftest import NewInstance


def test_results_are_added_up_once_for_each_state_of_the_index(
    new_instance: NewInstance, tmp_path: Path
) -> None:
    app = create_app(new_instance(tmp_path))
    with app.app_context():
        first = compared_results()
        assert compared_results() is first
        with Session(doors().engine) as opened:
            for row in opened.exec(select(Formation).join(YearlyResult)).unique():
                row.published = False
            opened.commit()
    with app.app_context():
        assert compared_results() is first
        assert bring_index_up()
        assert (bool(first), bool(compared_results())) == (True, False)
