"""Why something failed, as the system or a library says it, in the language of whoever reads it.

The system and the libraries speak English. What they say of files, connections and memory is told in our words, as the end of a
sentence; what is not known here is told as it came.
"""

import errno
import os
import re
import zlib

from cnn.words.language import marked, tr

#: what the system says of files and connections
_OF_THE_SYSTEM = {
    errno.EACCES: marked("Permission denied"),
    errno.EADDRINUSE: marked("Address already in use"),
    errno.EAGAIN: marked("Resource temporarily unavailable"),
    errno.EBADF: marked("Bad file descriptor"),
    errno.EBUSY: marked("Device or resource busy"),
    errno.ECONNABORTED: marked("Software caused connection abort"),
    errno.ECONNREFUSED: marked("Connection refused"),
    errno.ECONNRESET: marked("Connection reset by peer"),
    errno.EDQUOT: marked("Disk quota exceeded"),
    errno.EEXIST: marked("File exists"),
    errno.EFBIG: marked("File too large"),
    errno.EHOSTDOWN: marked("Host is down"),
    errno.EHOSTUNREACH: marked("No route to host"),
    errno.EINTR: marked("Interrupted system call"),
    errno.EINVAL: marked("Invalid argument"),
    errno.EIO: marked("Input/output error"),
    errno.EISDIR: marked("Is a directory"),
    errno.ELOOP: marked("Too many levels of symbolic links"),
    errno.EMFILE: marked("Too many open files"),
    errno.ENAMETOOLONG: marked("File name too long"),
    errno.ENETUNREACH: marked("Network is unreachable"),
    errno.ENFILE: marked("Too many open files in system"),
    errno.ENODEV: marked("No such device"),
    errno.ENOENT: marked("No such file or directory"),
    errno.ENOEXEC: marked("Exec format error"),
    errno.ENOMEM: marked("Cannot allocate memory"),
    errno.ENOSPC: marked("No space left on device"),
    errno.ENOTDIR: marked("Not a directory"),
    errno.ENOTEMPTY: marked("Directory not empty"),
    errno.ENXIO: marked("No such device or address"),
    errno.EPERM: marked("Operation not permitted"),
    errno.EPIPE: marked("Broken pipe"),
    errno.EROFS: marked("Read-only file system"),
    errno.ESTALE: marked("Stale file handle"),
    errno.ETIMEDOUT: marked("Connection timed out"),
    errno.ETXTBSY: marked("Text file busy"),
    errno.EXDEV: marked("Invalid cross-device link"),
}
_NO_ARCHIVE = marked("it is no ZIP archive")
_NO_GZIP = marked("it is not compressed with gzip")
_NO_TAR = marked("it is no TAR archive")
_NO_HDF5 = marked("it is no HDF5 file")
_NO_ARRAY = marked("it is no array that np.save wrote")
_TOO_SHORT = marked("it ends too early")
_CHECKSUM = marked("its checksum does not fit what is in it")
_COMPRESSED = marked("what is compressed in it is damaged")
_UNREADABLE_PARTS = marked("a part of it is damaged")
_ENCRYPTED = marked("it is encrypted")
_OTHER_COMPRESSION = marked("it is compressed in a way that is not read here")
_NO_ADDRESS = marked("the address is not known")
_CERTIFICATE = marked("the certificate of the server can't be trusted")
_NOT_IN_TIME = marked("there was no answer in time")
#: how libraries begin or word what they say → our words; the first that fits counts
_OF_LIBRARIES = tuple(
    (re.compile(theirs, re.IGNORECASE), ours)
    for theirs, ours in (
        (r"file is not a zip file|^bad magic number for (central directory|file header)", _NO_ARCHIVE),
        (r"^not a gzipped file|^not a gzip file", _NO_GZIP),
        (r"file signature not found", _NO_HDF5),
        (r"^file could not be opened successfully|^invalid header$|^bad checksum$", _NO_TAR),
        (r"the magic string is not correct", _NO_ARRAY),
        (r"bad crc-32|^crc check failed|^incorrect length of data produced", _CHECKSUM),
        (r"is encrypted|bad password for file", _ENCRYPTED),
        (r"compression (method|type \d+).* not supported|is not supported \(.*compression", _OTHER_COMPRESSION),
        (
            r"compressed file ended before|^truncated (file )?header|^unexpected end of|^eof: |^eof in|^empty file$"
            r"|truncated file|image file is truncated|^not enough (image )?data|^end of file|^file truncated"
            r"|^no data left in file",
            _TOO_SHORT,
        ),
        (r"^error -\d+ while (de|prepar)", _COMPRESSED),
        (
            r"^corrupt extra field|^overlapped entries|file name in directory|^bad offset for central directory"
            r"|^corrupt zip|^broken (png|data stream)|^unrecognized data stream|^(jpeg|png|gif|tiff) .*corrupt|^bad marker"
            r"|^bad symbol",
            _UNREADABLE_PARTS,
        ),
        (r"^could not convert string (.+?) to float", marked("{0} is no number")),
        (r"^the number of columns changed from (\d+) to (\d+)", marked("a row has {0} numbers, another one {1}")),
        (r"^field larger than field limit", marked("a cell is longer than 128 KB")),
        (r"^line contains nul", marked("it has zero bytes, as text never has")),
        (
            r"name or service not known|nodename nor servname|temporary failure in name resolution|no address associated",
            _NO_ADDRESS,
        ),
        (r"certificate_verify_failed", _CERTIFICATE),
        (r"^(the read operation |connection |the handshake operation )?timed out$", _NOT_IN_TIME),
    )
)
_LONGEST = 200


def reason_of(error: BaseException | None, longest: int = _LONGEST) -> str:
    """Why it failed, in the language that is spoken, as the end of a sentence and without a full stop.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "x")), reason_of(ValueError("an odd thing."))
    ('No such file or directory', 'an odd thing')
    """
    if isinstance(error, OSError) and error.errno in _OF_THE_SYSTEM and error.strerror == os.strerror(error.errno):
        return tr(_OF_THE_SYSTEM[error.errno])
    if isinstance(error, UnicodeDecodeError):
        return tr("it is not text in {0}", error.encoding.upper())
    if isinstance(error, MemoryError):
        return tr("it is larger than the memory")
    if isinstance(error, RecursionError):
        return tr("it is nested too deeply")
    if isinstance(error, zlib.error):
        return tr(_COMPRESSED)
    return _of_library(getattr(error, "strerror", None) or str(error)) or _in_full(error, longest)


def _of_library(text: str) -> str:
    return next((tr(ours, *found.groups()) for theirs, ours in _OF_LIBRARIES if (found := theirs.search(text))), "")


def _in_full(error: BaseException | None, longest: int) -> str:
    if isinstance(error, EOFError) and not str(error):
        return tr(_TOO_SHORT)
    text = " ".join((getattr(error, "strerror", None) or str(error)).split())
    return "".join(filter(str.isprintable, text))[:longest].rstrip(".") or type(error).__name__
