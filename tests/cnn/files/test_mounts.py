"""Network places by the table of mounts, and which paths lead onto them."""

import os
from pathlib import Path

import pytest

from cnn.files.mounts import leads_onto, network_places

TABLE = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
nas:/cells /mnt/my\\040cells nfs4 rw 0 0
//lab/pictures /mnt/lab cifs rw 0 0
sshfs /home/me/far fuse.sshfs rw 0 0
overlay / overlay rw 0 0
damaged
"""


def test_the_table_of_mounts(tmp_path: Path) -> None:
    (tmp_path / "mounts").write_text(TABLE, encoding="utf-8")
    assert network_places(tmp_path / "mounts") == ("/mnt/my cells", "/mnt/lab", "/home/me/far")
    assert network_places(tmp_path / "none") == ()


@pytest.mark.skipif(os.name != "posix", reason="paths as Linux spells them")
def test_what_leads_onto_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the kernel would go, but the place itself is not asked: it isn't even there."""
    share = tmp_path / "net" / "share"
    share.parent.mkdir()
    for name, target in (("straight", share), ("deep", "net/../net/share/a"), ("second", "straight/b"), ("loop", "loop")):
        (tmp_path / name).symlink_to(target)
    (tmp_path / "net" / "beside").symlink_to("../net")
    monkeypatch.chdir(tmp_path)
    places = (str(share),)
    for path in ("net/share", "net/share/x/y", "straight", "deep/b", "second", "net/beside/share", "./net//share/../share"):
        assert leads_onto(path, places), path
    for path in ("net", "net/beside", "net/shared", "loop", "nothing/here", "net/share" + "d", "/"):
        assert not leads_onto(path, places), path
