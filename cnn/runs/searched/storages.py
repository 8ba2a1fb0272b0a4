"""Where Optuna keeps a search: a file beside the runs or on a disk that several computers see, or a database on the network."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cnn.errors import UsageError
from cnn.runs.searched.listed import file_of, require_name
from cnn.words.installing import how_to_install
from cnn.words.language import tr

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


def without_password(text: str) -> str:
    """A text in which no address tells its password.

    >>> without_password("postgresql://ada:secret@lab/searches")
    'postgresql://ada:***@lab/searches'
    """
    return re.sub(r"(://[^\s:/@]*:)[^\s@]*@", r"\1***@", text)


def opened(address: str, name: str) -> "BaseStorage":
    """The storage at an address, "" is a file beside the runs; raises what databases and their drivers raise."""
    if address and not is_file(address):
        from optuna.storages import RDBStorage

        server = not address.startswith("sqlite")
        return RDBStorage(address, engine_kwargs={"pool_pre_ping": True} if server else None)  # a link may be old
    require_name(name)
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    path = Path(address).expanduser().absolute() if address else file_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return JournalStorage(JournalFileBackend(str(path)))


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
        hint = tr("Check the address: {0}, {1}, or the path of a file.", *_EXAMPLES)
    return UsageError(tr("The search can't be kept in {0}: {1}", without_password(address), without_password(said)), hint)


_EXAMPLES = ("postgresql+psycopg://USER:PASSWORD@HOST/NAME", "mysql+pymysql://USER:PASSWORD@HOST/NAME")


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
