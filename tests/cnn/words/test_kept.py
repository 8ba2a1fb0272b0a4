"""What is kept in files is English, and is read in the language of whoever reads it."""

from cnn.runs.folder import RunRecord
from cnn.runs.messages import Device
from cnn.words.kept import in_english, said
from cnn.words.language import speaking, tr
from cnn.words.quantities import number_of


def test_what_is_kept_is_english() -> None:
    with speaking("zh_CN"), in_english():
        assert number_of("{0} core|{0} cores", 2) == "2 cores"
        assert tr("no NVIDIA driver was found.") == "no NVIDIA driver was found."


def test_it_is_said_in_the_language_of_the_reader_with_the_values_in_it() -> None:
    told = "val_loss has not got better for 3 epochs (best: 0.1234)."
    assert said(told) == told
    with speaking("zh_CN"):
        assert "3 轮" in said(told)
        assert "0.1234" in said(told)
        assert said("1 core") == "1 核"
        assert said("2 cores on lab") == tr("{0} on {1}", "2 核", "lab")


def test_names_and_what_an_earlier_version_wrote_are_said_as_they_stand() -> None:
    with speaking("zh_CN"):
        assert [said(text) for text in ("NVIDIA H200", "2 个核心", "")] == ["NVIDIA H200", "2 个核心", ""]


def test_a_record_of_any_age_is_read() -> None:
    old = RunRecord.model_validate({"id": "a", "device": {"kind": "CPU", "name": "2 核", "reason": "没有。"}, "reason": "完了。"})
    assert old.device is not None
    assert (old.device.called, old.device.why, old.why) == ("2 核", "没有。", "完了。")


def test_a_device_of_several_processes_is_kept_in_english_as_well() -> None:
    with speaking("zh_CN"):
        shared = Device(kind="CPU", name="2 cores").shared_by(2)
        assert shared.name == "2 cores, 2 processes"
        assert shared.called == "2 核，2 个进程"


def test_a_device_elsewhere_is_kept_in_english_as_well() -> None:
    with speaking("zh_CN"):
        assert Device(kind="CPU", name="2 cores").of("lab").name == "2 cores on lab"
