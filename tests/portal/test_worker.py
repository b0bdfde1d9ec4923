"""What a worker does when it has started."""

import gc

from portal.worker import post_worker_init


def test_what_was_read_at_the_start_is_not_gone_through_again() -> None:
    read = [{} for _ in range(1000)]
    try:
        post_worker_init(None)
        assert gc.get_freeze_count() > len(read)
        assert all(one is not read for one in gc.get_objects())
    finally:
        gc.unfreeze()
