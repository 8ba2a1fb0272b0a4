"""Passwords of databases: out of every address, for those who open it, and never in a file."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.searched import listed, passwords
from cnn.runs.searched.listed import Search, begin_in_background, read_search, searches_folder, write_search
from cnn.runs.searched.passwords import VARIABLE, environment, password_of, remember
from cnn.words.secrets import bare

SECRET = "s:cret-Word/7"
ADDRESS = f"postgresql://ada:{quote(SECRET, safe='')}@lab:5432/searches"


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_remembered", {})
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.mark.parametrize(
    ("address", "written", "password"),
    [
        ("postgresql://ada:secret@lab/x", "postgresql://ada@lab/x", "secret"),
        ("postgresql://ada:s@cr/et@lab/x", "postgresql://ada@lab/x", "s@cr/et"),
        ("postgresql://ada:s?cret@lab/x", "postgresql://ada@lab/x", "s?cret"),
        ("postgresql://ada@lab/x?password=s%26cret&sslmode=require", "postgresql://ada@lab/x?sslmode=require", "s&cret"),
        ("mysql://lab/x?user=ada&passwd=secret", "mysql://lab/x?user=ada", "secret"),
        ("mysql+pymysql://ada@lab/x?read_default_file=~/a@b.cnf", "mysql+pymysql://ada@lab/x?read_default_file=~/a@b.cnf", None),
        ("sqlite:////disk/a:b@c.db", "sqlite:////disk/a:b@c.db", None),
        ("/disk/odd:name@home.log", "/disk/odd:name@home.log", None),
        ("", "", None),
    ],
)
def test_an_address_and_its_password(address: str, written: str, password: str | None) -> None:
    assert (bare(address), password_of(address)) == (written, password)


@given(st.text(min_size=1))
def test_any_password_that_sqlalchemy_takes_is_taken_out_and_kept(password: str) -> None:
    url = pytest.importorskip("sqlalchemy.engine").URL.create("postgresql", "ada", password, "lab", 5432, "searches")
    address = url.render_as_string(hide_password=False)
    assert (bare(address), password_of(address)) == ("postgresql://ada@lab:5432/searches", password)


def test_a_password_comes_from_the_address_then_from_memory_then_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "of the environment")
    written = bare(ADDRESS)
    assert password_of(written) == "of the environment"
    assert not environment(written)  # programs that are started have it already
    assert remember(ADDRESS) == written
    assert (password_of(written), environment(written)) == (SECRET, {VARIABLE: SECRET})
    assert password_of("postgresql://ada:other@lab:5432/searches") == "other"


def test_what_is_opened_has_the_password() -> None:
    pytest.importorskip("optuna")
    from sqlalchemy.engine import make_url

    from cnn.runs.searched import storages

    remember(ADDRESS)
    opened = make_url(storages._complete(bare(ADDRESS)))
    assert (opened.username, opened.password, opened.host) == ("ada", SECRET, "lab")
    assert make_url(storages._complete("postgresql://bob@lab/x")).password is None  # ~/.pgpass may have it


def test_no_file_of_a_search_holds_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[list[str], dict[str, str]]] = []

    class Child:
        pid = 1

        def __init__(self, words: list[str], *, env: dict[str, str], **_: object) -> None:
            begun.append((words, env))

    monkeypatch.setattr(listed.subprocess, "Popen", Child)
    begin_in_background(Project(PRESETS["lenet5"].graph()), "s", ["batch_size=16|32"], trials=2, storage=ADDRESS)
    written = b"".join(path.read_bytes() for path in searches_folder().iterdir())
    assert SECRET.encode() not in written
    assert quote(SECRET, safe="").encode() not in written
    ((words, env),) = begun
    assert words[words.index("--storage") + 1] == bare(ADDRESS)
    assert env[VARIABLE] == SECRET
    assert not any("cret" in word for word in words)


def test_what_is_written_has_none_whoever_writes_it() -> None:
    write_search(Search(name="s", storage=ADDRESS))
    assert bare(ADDRESS) in (said := (searches_folder() / "s.json").read_text())
    assert "cret" not in said


def test_a_file_of_an_older_layerloom_loses_its_password_when_it_is_read() -> None:
    write_search(Search(name="s"))
    path = searches_folder() / "s.json"
    path.write_text(path.read_text().replace('"storage": ""', f'"storage": "{ADDRESS}"'))
    assert read_search("s").storage == bare(ADDRESS)
    assert "cret" not in path.read_text()
    assert password_of(bare(ADDRESS)) == SECRET  # so that what goes on now still can
