from assistant.supervision.undertaker import bury, read


def test_only_groups_that_were_not_taken_back_are_left_to_bury() -> None:
    assert read(["+10\n", "+11\n", "-10\n"]) == {11}


def test_a_group_that_has_ended_is_no_matter() -> None:
    bury({2**22 + 1}, polite_seconds=0)  # above the kernel's highest process id
