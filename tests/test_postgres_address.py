"""The address of a PostgreSQL: what the driver gets, and that a password is never shown."""

import pytest

from pipeline.errors import ConfigError
from pipeline.sinks.base import RunInfo
from pipeline.sinks.postgresql import PostgresSink, _parts, _shown
from tests.needs import library


@pytest.mark.parametrize(
    ("url", "address", "schema"),
    [
        ("postgresql:///press", "postgresql:///press", "pressfacts"),
        ("postgresql://", "postgresql://", "pressfacts"),
        ("postgres:///press?schema=a", "postgres:///press", "a"),
        ("postgresql:///?schema=a%20b&host=/tmp", "postgresql:///?host=/tmp", "a b"),
        ("postgresql://me@/press?host=%2Ftmp", "postgresql://me@/press?host=%2Ftmp", "pressfacts"),
        ("postgresql://h1:1,h2:2/x?sslmode=prefer", "postgresql://h1:1,h2:2/x?sslmode=prefer", "pressfacts"),
        ("postgresql://me:%23%3F%25@h/x", "postgresql://me:%23%3F%25@h/x", "pressfacts"),
        ("postgresql://h/x?options=-c%20a&schema=b&port=5", "postgresql://h/x?options=-c%20a&port=5", "b"),
        ("postgresql://h/x?application_name=a+b#c", "postgresql://h/x?application_name=a+b#c", "pressfacts"),
        ("postgresql://[::1]:5/x", "postgresql://[::1]:5/x", "pressfacts"),
    ],
)
def test_the_driver_gets_the_address_as_it_was_written(url: str, address: str, schema: str) -> None:
    assert _parts(url) == (address, schema)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql:///press", "postgresql:///press"),
        ("postgresql:///press?schema=a%20b", "postgresql:///press?schema=a%20b"),
        ("postgresql://me:sesame@h:5/x?schema=a", "postgresql://me@h:5/x?schema=a"),
        ("postgresql://me:a:sesame%23%3F%25@h/x", "postgresql://me@h/x"),
        ("postgresql://h/x?password=sesame", "postgresql://h/x"),
        ("postgresql://h/x?a=1&sslpassword=sesame&password=sesame&b=", "postgresql://h/x?a=1&b="),
        ("postgresql://h/x?pass%77ord=sesame&PASSWORD=sesame", "postgresql://h/x"),
        ("postgresql://h/x?application_name=#&password=sesame", "postgresql://h/x?application_name=#"),
    ],
)
def test_no_password_is_shown(url: str, shown: str) -> None:
    assert _shown(url) == PostgresSink(url).place == shown
    assert PostgresSink(shown).place == shown


@pytest.mark.parametrize(
    ("url", "mend"),
    [
        *(
            (f"postgresql://me:ses{raw}ame@h/x", "%23, %3F, %25")
            for raw in ("#", "?", "%", "%2z", "%zz", "/", "@")
        ),
        ("postgresql://me:ame@[::1/x", "brackets"),
        ("postgresql://me:ame]@h/x", "brackets"),
        ("postgresql:me:ame@h/x", "write postgresql://USER@HOST/DATABASE"),
    ],
)
def test_what_would_be_read_in_another_way_is_refused_and_not_shown(url: str, mend: str) -> None:
    with pytest.raises(ConfigError) as told:
        PostgresSink(url)
    assert mend in str(told.value)
    assert "ame@" not in str(told.value)
    assert "me:" not in str(told.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:sesame@[::1]5/x",
        "postgresql://me:sesame%00@h/x",
        "postgresql://h/x?password=sesame%",
        "postgresql://me:sesame@h/x?nothing=1",
    ],
)
def test_what_the_driver_cannot_read_is_not_shown(url: str) -> None:
    library("psycopg")
    with pytest.raises(ConfigError, match=r"no address.*To mend") as told:
        PostgresSink(url).open(RunInfo())
    assert "sesame" not in str(told.value)
