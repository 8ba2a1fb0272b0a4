"""Where Optuna keeps a search: a file beside the runs or on a disk that several computers see, or a database on the network."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cnn.errors import UsageError
from cnn.runs.searched.listed import file_of, require_name
from cnn.runs.searched.passwords import VARIABLE, password_of
from cnn.words.installing import how_to_install
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.secrets import parts, without_password

if TYPE_CHECKING:
    from optuna.storages import BaseStorage

#: how often a database is opened whose tables another program makes at the same moment, and seconds between
MOST_OPENINGS, PAUSE = 20, 0.1
#: how often a database that can't be reached is asked again, and seconds between: it may be started anew in a search
MOST_ASKED, WAIT = 20, 15.0
#: packages whose modules are called otherwise
_PACKAGES = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary", "MySQLdb": "mysqlclient", "oracledb": "oracledb"}

Answer = TypeVar("Answer")


def is_file(address: str) -> bool:
    """Whether a search is kept in a file, such as one on a disk that several computers see, and not in a database."""
    return "://" not in address


def opened(address: str, name: str) -> "BaseStorage":
    """The storage at an address, "" is a file beside the runs; raises what databases and their drivers raise."""
    if address and not is_file(address):
        from optuna.storages import RDBStorage

        server = not address.startswith("sqlite")
        complete = _complete(address) if server else address
        return RDBStorage(complete, engine_kwargs={"pool_pre_ping": True} if server else None)  # a link may be old
    require_name(name)
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    path = Path(address).expanduser().absolute() if address else file_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return JournalStorage(JournalFileBackend(str(path)))


def _complete(address: str) -> str:
    """An address as Optuna opens it, with the password for it where one is known."""
    from sqlalchemy.engine import make_url

    before, _, after = parts(address)
    url, known = make_url(before + after), password_of(address)
    return url.render_as_string() if known is None else url.set(password=known).render_as_string(hide_password=False)


def begun(begin: Callable[[], Answer]) -> Answer:
    """What begins a search; Optuna looks which tables a database has and then makes the others, and so may another program
    at the same moment, which makes one of the two fail where the other has everything a moment later."""
    return _again(begin, _was_made_meanwhile, MOST_OPENINGS, PAUSE)


def refused(address: str, error: Exception) -> UsageError:
    """Why a search can't be kept there, and what to do: where the driver of the database is missing, how to install it."""
    driver = _missing_driver(error)
    if driver is not None:
        said = tr("the driver of that database is not installed ({0})", driver)
        hint = how_to_install(_PACKAGES.get(driver, driver))
    else:
        said = (str(error) or type(error).__name__).splitlines()[0]
        if known := password_of(address):
            said = said.replace(known, "***")
        hint = tr("Check the address: {0}, {1}, or the path of a file.", *_EXAMPLES)
        if _wants_password(str(error)):
            hint = _how_to_give_it()
    return UsageError(tr("The search can't be kept in {0}: {1}", without_password(address), without_password(said)), hint)


def _wants_password(said: str) -> bool:
    """Whether a database refuses somebody who gave none, or a wrong one: PostgreSQL and MySQL say it in these words."""
    return any(words in said.lower() for words in ("password", "access denied"))


def _how_to_give_it() -> str:
    return at_place(
        terminal=tr("Give the password by the environment variable {0}; PostgreSQL also takes it from ~/.pgpass.", VARIABLE),
        window=tr(
            "Start Layerloom with the password in the environment variable {0}; PostgreSQL also takes it from ~/.pgpass.",
            VARIABLE,
        ),
    )


_EXAMPLES = ("postgresql+psycopg://USER@HOST/NAME", "mysql+pymysql://USER@HOST/NAME")


def patiently(ask: Callable[[], Answer]) -> Answer:
    """What a storage answers; one that can't be reached is asked again for minutes. Raises what it raises at last."""
    return _again(ask, is_out_of_reach, MOST_ASKED, WAIT)


def _again(act: Callable[[], Answer], may_pass: Callable[[Exception], bool], times: int, pause: float) -> Answer:
    """What a function returns that is called up to `times` times, after a pause, while it raises what may pass."""
    for _ in range(times - 1):
        try:
            return act()
        except Exception as error:  # what databases and their drivers raise has no common name
            if not may_pass(error):
                raise
            time.sleep(pause)
    return act()


def is_out_of_reach(error: Exception) -> bool:
    """Whether a database did not answer, so that it may later."""
    from optuna.exceptions import StorageInternalError

    try:
        from sqlalchemy.exc import InterfaceError, OperationalError
    except ImportError:
        return isinstance(error, StorageInternalError)
    return isinstance(error, StorageInternalError | InterfaceError | OperationalError)


def _missing_driver(error: BaseException) -> str | None:
    """The module that a database needs and that is not here."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ModuleNotFoundError) and cause.name:
            return cause.name
        cause = cause.__cause__ or cause.__context__
    return None


def _was_made_meanwhile(error: Exception) -> bool:
    try:
        from sqlalchemy.exc import DBAPIError, IntegrityError
    except ImportError:
        return False
    return isinstance(error, IntegrityError) or (isinstance(error, DBAPIError) and "already exists" in str(error))
