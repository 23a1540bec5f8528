"""Text that others wrote loses what a terminal would act on, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatewise.observation.foreign_text import as_printed, cleaned


@pytest.mark.parametrize(
    ("foreign", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;196mbold\x1b[m", "bold"),
        ("\x1b]0;a title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bP1$r0m\x1b\\x", "x"),
        ("\x1b[2J\x1b[H", ""),
        ("\x1b]0;never ended", "]0;never ended"),
        ("a\x08b\x00c\x7fd", "abcd"),
        ("one\r\ntwo\r\r\nthree\rfour", "one\ntwo\nthree\nfour"),
        ("a\u00a0b\u202fc", "a b c"),
        ("\ufeff{\u200b}\u202e", "{}"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("[/] [@click=app.quit]x[/] [INFO]", "[/] [@click=app.quit]x[/] [INFO]"),
        ("café ☕ 注意", "café ☕ 注意"),
    ],
)
def test_what_a_terminal_would_act_on_goes(foreign: str, clean: str) -> None:
    assert cleaned(foreign) == clean


@given(st.text())
def test_nothing_is_left_that_a_terminal_acts_on(text: str) -> None:
    assert {char for char in cleaned(text) if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}


@given(
    st.text()
    | st.lists(st.sampled_from(["\x1b", "[", "]", "m", "\x07", "\\", "0;", "\x9b", "P", "\r", "\n"])).map("".join)
)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text(st.characters(whitelist_categories=["L", "N", "P"]) | st.sampled_from(" \n\t")))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text


def test_quote_marks_on_every_line_go() -> None:
    assert as_printed("> one\n>\n> two\n") == "one\n\ntwo\n"


def test_the_request_lines_of_curl_are_no_quote() -> None:
    verbose = "* Trying 10.0.1.37:443...\n> GET / HTTP/1.1\n> Host: a\n< HTTP/1.1 200 OK\n"
    assert as_printed(verbose) == verbose


def test_timestamps_on_every_line_go() -> None:
    assert as_printed("2026-11-22T10:00:01.123Z one\n2026-11-22T10:00:02Z two\n") == "one\ntwo\n"
    assert as_printed("[10:00:01] one\n[10:00:02] two\n") == "one\ntwo\n"
