"""Setting controls, keeping them, sending them again, lowering them: beside cameras that do as told, or do not."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest

from atomcam_gui.camera import control_memory
from atomcam_gui.camera.auto_quality import AutomaticReason
from atomcam_gui.camera.trust import KeyEntry, Trust
from atomcam_gui.errors import CameraGone, RequestError, RequestRefused, RequestTimedOut, SettingsError
from tests.fakes.controlled import CONTROLS, ID, KEY, FakeCamera, House, house, obliging, refusing, settle
from tests.peers import until

SLOW = {"fps": 5.0, "send_ms": 200.0, "capture_ms": 2, "encode_ms": 10}
QUICK = {"fps": 15.0, "send_ms": 10.0, "capture_ms": 2, "encode_ms": 10}


def told(**values: Any) -> dict[str, Any]:
    """The controls with other values."""
    return {name: {**told, **({"value": values[name]} if name in values else {})} for name, told in CONTROLS.items()}


# -- setting -------------------------------------------------------------------------------------------------------


async def test_what_is_set_is_sent_and_shown() -> None:
    async with house() as home:
        camera = home.come_in()
        await home.control.set(ID, quality=50, vflip=True)
        assert camera.of("set") == [{"quality": 50, "vflip": True}]
        assert home.values == {"frame_size": "VGA", "quality": 50, "fps": 15, "brightness": 0, "vflip": True}
        assert ID in home.told


@pytest.mark.parametrize(
    "values", [{"quality": 5}, {"quality": "50"}, {"quality": float("nan")}, {"contrast": 1}, {"frame_size": "XGA"},
               {"quality": 50, "vflip": 2}, {}]
)  # fmt: skip
async def test_what_cannot_be_is_refused_and_not_sent(values: dict[str, Any]) -> None:
    async with house() as home:
        camera = home.come_in()
        with pytest.raises(RequestRefused):
            await home.control.set(ID, **values)
        await settle()
        assert camera.of("set") == []
        assert home.values["quality"] == 80


async def test_what_the_camera_refuses_comes_back_with_its_reason_and_the_old_value() -> None:
    async with house() as home:
        home.come_in(refusing("quality"))
        with pytest.raises(RequestRefused) as refused:
            await home.control.set(ID, quality=50)
        assert refused.value.reason == "quality: the sensor does not like that"
        assert home.values["quality"] == 80
        assert home.memory.of(ID).values == {}


async def test_a_camera_that_never_answers_keeps_the_old_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("atomcam_gui.camera.controlled_camera.TIMEOUT_S", 0.05)
    async with house() as home:
        camera = home.come_in(answer=None)
        with pytest.raises(RequestTimedOut, match="did not answer within"):
            await home.control.set(ID, quality=50)
        assert home.values["quality"] == 80
        late = camera.sent[-1]["id"]
        camera.say("reply", id=late, ok=True)
        await settle()
        assert home.values["quality"] == 80


async def test_replies_to_what_nobody_asked_are_ignored() -> None:
    async with house() as home:
        camera = home.come_in(answer=None)
        setting = asyncio.create_task(home.control.set(ID, quality=50))
        await settle()
        number = camera.sent[-1]["id"]
        for wrong in (number + 1, -1, str(number), 10**30):
            camera.say("reply", id=wrong, ok=True)
        for _ in range(500):
            camera.say("reply", id=number + 7, ok=False, error="flood")
        await settle()
        assert not setting.done()
        camera.say("reply", id=number, ok=True)
        camera.say("reply", id=number, ok=False, error="changed my mind")
        await setting
        assert home.values["quality"] == 50


async def test_another_cameras_reply_does_not_count() -> None:
    async with house() as home:
        home.allow("0a1b2c3d4e60")
        camera = home.come_in(answer=None)
        other = home.connect(camera_id="0a1b2c3d4e60")
        other.hello()
        setting = asyncio.create_task(home.control.set(ID, quality=50))
        await settle()
        other.say("reply", id=camera.sent[-1]["id"], ok=True)
        await settle()
        assert not setting.done()
        camera.link.closed()
        with pytest.raises(CameraGone, match="Kitchen is not connected"):
            await setting


async def test_a_camera_that_is_away_or_unknown_or_not_allowed_is_not_asked() -> None:
    async with house() as home:
        with pytest.raises(CameraGone):
            await home.control.set(ID, quality=50)
        camera = home.come_in()
        camera.link.closed()
        with pytest.raises(CameraGone):
            await home.control.set(ID, quality=50)
        with pytest.raises(CameraGone):
            await home.control.identify(ID)
        home.book.forget("192.168.1.23", ID)
        stranger = home.come_in()
        assert home.registry.get(ID).trust is Trust.WAITING  # type: ignore[union-attr]
        assert home.control.controls(ID) is None
        with pytest.raises(RequestError):
            await home.control.set(ID, quality=50)
        with pytest.raises(RequestRefused, match="not been allowed"):
            await home.control.identify(ID)
        assert stranger.of("set") == []


async def test_a_camera_that_is_replaced_while_a_request_waits_is_gone() -> None:
    async with house() as home:
        home.come_in(answer=None)
        setting = asyncio.create_task(home.control.set(ID, quality=50))
        await settle()
        home.come_in()
        with pytest.raises(CameraGone):
            await setting


async def test_a_camera_without_controls_says_so() -> None:
    async with house() as home:
        camera = home.connect()
        assert home.control.controls(ID) is None
        with pytest.raises(RequestRefused, match="nothing that could be set"):
            await home.control.set(ID, quality=50)
        camera.hello(controls={})
        with pytest.raises(RequestRefused, match="no such control"):
            await home.control.set(ID, quality=50)


async def test_a_slider_that_moves_fast_is_one_request_at_a_time_and_ends_at_the_newest() -> None:
    async with house() as home:
        camera = home.come_in(answer=None)
        moves = [asyncio.create_task(home.control.set(ID, quality=20))]
        await settle()
        moves += [asyncio.create_task(home.control.set(ID, quality=quality)) for quality in range(21, 90)]
        await settle()
        assert camera.of("set") == [{"quality": 20}]
        obliging(camera, camera.sent[-1])
        await settle()
        assert camera.of("set") == [{"quality": 20}, {"quality": 89}]
        obliging(camera, camera.sent[-1])
        await asyncio.gather(*moves)
        assert home.values["quality"] == 89
        assert home.memory.of(ID).values == {"quality": 89}


async def test_sliders_of_different_controls_do_not_push_each_other_out() -> None:
    async with house() as home:
        camera = home.come_in(refusing("brightness"))
        changes = ({"quality": 30}, {"brightness": 1}, {"vflip": True}, {"brightness": 2}, {"quality": 40})
        done = await asyncio.gather(*(home.control.set(ID, **c) for c in changes), return_exceptions=True)
        assert [isinstance(error, RequestRefused) for error in done] == [False, True, False, True, False]
        assert home.values["vflip"] is True
        assert home.values["quality"] == 40
        assert camera.of("set")[-1] == {"quality": 40}


async def test_a_caller_that_gives_up_takes_nothing_from_the_others() -> None:
    async with house() as home:
        camera = home.come_in(answer=None)
        first, second, third = (asyncio.create_task(home.control.set(ID, quality=q)) for q in (30, 40, 50))
        await settle()
        second.cancel()
        await settle()
        camera.answer = obliging
        obliging(camera, camera.sent[-1])
        await asyncio.gather(first, third)
        assert home.values["quality"] == 50


async def test_the_end_of_the_program_ends_what_waits() -> None:
    async with house() as home:
        home.come_in(answer=None)
        setting = asyncio.create_task(home.control.set(ID, quality=50))
        other = asyncio.create_task(home.control.set(ID, quality=60))
        await settle()
        await home.close()
        for task in (setting, other):
            with pytest.raises(RequestError):
                await task


async def test_identify_is_passed_on_with_the_boards_reason() -> None:
    def no_light(camera: FakeCamera, fields: dict[str, Any]) -> None:
        camera.say("reply", id=fields["id"], ok=False, error="this board has no light that it could blink")

    async with house() as home:
        home.come_in(no_light)
        with pytest.raises(RequestRefused, match="no light"):
            await home.control.identify(ID)
        home.come_in()
        await home.control.identify(ID)


async def test_what_a_camera_lies_of_its_controls_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    lies = {"quality": {"min": 95, "max": 10, "value": 80}, "fps": CONTROLS["fps"], **{str(i): {} for i in range(1000)}}
    async with house() as home:
        for _ in range(5):
            camera = home.come_in(controls=lies)
            camera.hello(lies)
        assert home.control.controls(ID) is not None
        assert list(home.values) == ["fps"]
        assert caplog.text.count("makes no sense") == 1


# -- remembered ----------------------------------------------------------------------------------------------------


async def test_what_was_set_is_sent_again_when_the_camera_comes_back_and_only_what_differs() -> None:
    async with house() as home:
        home.come_in()
        await home.control.set(ID, quality=50)
        await home.control.set(ID, brightness=1)
        again = home.come_in(controls=told(brightness=1))
        await settle()
        assert again.of("set") == [{"quality": 50}]
        assert home.values["quality"] == 50
        same = home.come_in(controls=told(quality=50, brightness=1))
        await settle()
        assert same.of("set") == []


async def test_a_camera_with_a_key_is_told_only_after_its_proof() -> None:
    async with house() as home:
        home.memory.remember(ID, {"quality": 50})
        home.give_key()
        camera = home.come_in(answer=None)
        await settle()
        assert camera.of("set") == []
        camera.prove()
        await settle()
        assert camera.of("set") == [{"quality": 50}]


async def test_a_camera_that_has_to_be_allowed_is_told_once_it_is() -> None:
    async with house() as home:
        home.memory.remember(ID, {"quality": 50})
        home.book.forget("192.168.1.23", ID)
        camera = home.come_in()
        await settle()
        assert camera.of("set") == []
        home.registry.decide(ID, Trust.ALLOWED, permanent=False)
        await settle()
        assert camera.of("set") == [{"quality": 50}]


async def test_a_camera_that_refuses_what_is_remembered_is_not_fought(caplog: pytest.LogCaptureFixture) -> None:
    async with house() as home:
        home.memory.remember(ID, {"quality": 50, "brightness": 2})
        camera = home.come_in(refusing("brightness"))
        await settle()
        assert camera.of("set") == [{"quality": 50, "brightness": 2}, {"quality": 50}, {"brightness": 2}]
        assert home.values["quality"] == 50
        assert home.control.refused(ID) == {"brightness": "brightness: the sensor does not like that"}
        for _ in range(20):
            camera.hello(told(quality=50))
        await settle()
        assert len(camera.of("set")) == 3
        for _ in range(5):
            camera = home.come_in(refusing("brightness"), controls=told(quality=50))
            await settle()
            assert camera.of("set") == []
        assert caplog.text.count("does not take brightness again") == 1
        camera.answer = obliging
        await home.control.set(ID, brightness=2)
        assert home.control.refused(ID) == {}


async def test_a_camera_that_takes_what_is_sent_and_forgets_it_is_not_fought_either() -> None:
    """It says hello again with its old values, for ever."""
    async with house() as home:
        home.memory.remember(ID, {"quality": 50})

        def forgetful(camera: FakeCamera, fields: dict[str, Any]) -> None:
            obliging(camera, fields)
            camera.hello()

        camera = home.come_in(forgetful)
        await settle()
        await settle()
        assert camera.of("set") == [{"quality": 50}]
        assert home.values["quality"] == 80


async def test_a_value_that_the_camera_no_longer_offers_is_told_and_not_sent() -> None:
    async with house() as home:
        home.memory.remember(ID, {"frame_size": "UXGA", "contrast": 2, "quality": 50})
        camera = home.come_in()
        await settle()
        assert camera.of("set") == [{"quality": 50}]
        assert list(home.control.refused(ID)) == ["frame_size"]
        camera.hello({**told(quality=50), "frame_size": {"values": ["VGA", "UXGA"], "value": "VGA"}})
        await settle()
        assert camera.of("set")[-1] == {"frame_size": "UXGA"}
        assert home.control.refused(ID) == {}


async def test_reconnects_in_a_storm_end_with_the_right_values() -> None:
    async with house() as home:
        home.memory.remember(ID, {"quality": 50})
        cameras = [home.come_in(obliging if i % 3 else None) for i in range(100)]
        await settle()
        assert sum(len(camera.of("set")) for camera in cameras) <= 3
        last = home.come_in()
        await settle()
        assert last.of("set") == [{"quality": 50}]
        assert home.values["quality"] == 50


async def test_another_run_of_the_program_remembers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "config" / "controls.json"
    async with house(path) as home:
        home.come_in()
        await home.control.set(ID, quality=50)
        home.control.set_automatic(ID, False)
    assert json.loads(path.read_text())["cameras"][ID]["values"] == {"quality": 50}
    async with house(path) as home:
        camera = home.come_in()
        await settle()
        assert camera.of("set") == [{"quality": 50}]
        camera.say("stats", **SLOW)
        assert home.control.automatic(ID) is False


async def test_two_programs_share_what_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "controls.json"
    async with house(path) as one, house(path) as two:
        one.memory.remember(ID, {"quality": 50})
        two.memory.remember("0a1b2c3d4e60", {"fps": 5})
        await one.memory.save()
        await two.memory.save()
        await one.memory.refresh()
        assert one.memory.of("0a1b2c3d4e60").values == {"fps": 5}
        one.memory.remember(ID, {"quality": 60})
        await one.memory.save()
        camera = two.come_in()
        await until(lambda: camera.of("set"), "the other program's value is sent")
        assert camera.of("set") == [{"quality": 60}]
        await one.close()


async def test_a_slider_that_moves_is_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control_memory, "SAVE_AFTER_S", 0.05)
    path = tmp_path / "controls.json"
    async with house(path) as home:
        home.come_in()
        for quality in range(20, 60):
            await home.control.set(ID, quality=quality)
        assert not path.exists()
        await until(path.exists, "it is written a little later")
        assert json.loads(path.read_text())["cameras"][ID]["values"] == {"quality": 59}


async def test_a_broken_memory_is_set_aside_and_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "controls.json"
    for broken in ("{", "[]", '{"cameras": 7}', "null"):
        path.write_text(broken)
        async with house(path) as home:
            home.memory.remember(ID, {"quality": 50})
            await home.memory.save()
        assert json.loads(path.read_text())["cameras"][ID]["values"] == {"quality": 50}
    kept = [name for name in os.listdir(tmp_path) if ".broken-" in name]  # noqa: PTH208
    assert len(kept) >= 3


async def test_entries_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "controls.json"
    cameras = {"a": 5, "b": {"values": {"quality": [], "fps": 5, "x": 1, "frame_size": "V" * 99}, "automatic": "yes"},
               "c": {"values": 7, "name": 9}}  # fmt: skip
    path.write_text(json.dumps({"cameras": cameras}))
    async with house(path) as home:
        assert home.memory.of("b").values == {"fps": 5}
        assert home.memory.of("b").automatic is None
        assert home.memory.of("c").name == ""


async def test_a_memory_that_cannot_be_written_holds_for_now(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    async with house(tmp_path / "file" / "controls.json") as home:
        home.memory.remember(ID, {"quality": 50})
        with pytest.raises(SettingsError):
            await home.memory.save()
        assert home.memory.of(ID).values == {"quality": 50}
    assert "not remembered for now" in caplog.text


async def test_the_oldest_of_too_many_cameras_go() -> None:
    async with house() as home:
        for number in range(300):
            home.memory.remember(f"camera {number}", {"fps": 5})
        assert home.memory.of("camera 0").values == {}
        assert home.memory.of("camera 299").values == {"fps": 5}


# -- names ---------------------------------------------------------------------------------------------------------


async def test_a_new_name_holds_here_at_once_and_is_told_to_the_camera() -> None:
    async with house() as home:
        camera = home.come_in()
        await home.control.rename(ID, "  Garden\n ")
        assert home.registry.get(ID).label == "Garden"  # type: ignore[union-attr]
        await settle()
        assert camera.of("set") == [{"name": "Garden"}]
        camera.hello(name="Garden")
        await settle()
        assert len(camera.of("set")) == 1
        with pytest.raises(RequestRefused):
            await home.control.rename(ID, " \n")


async def test_a_name_given_while_the_camera_is_away_is_told_when_it_comes_back() -> None:
    async with house() as home:
        home.give_key()
        camera = home.come_in(answer=None)
        camera.prove()
        camera.link.closed()
        await home.control.rename(ID, "Garden")
        assert home.book.name_of(ID) == "Garden"
        camera = home.come_in(refusing("name"))
        camera.prove()
        await settle()
        assert camera.of("set") == [{"name": "Garden"}]
        assert home.registry.get(ID).label == "Garden", "it may keep another name for itself"  # type: ignore[union-attr]
        camera.hello()
        await settle()
        assert len(camera.of("set")) == 1


async def test_a_camera_that_was_set_up_anew_keeps_the_name_of_then() -> None:
    async with house() as home:
        home.give_key()
        home.come_in(answer=None).prove()
        await home.control.rename(ID, "Garden")
        await settle()
        home.book.add_key(KeyEntry(ID, KEY, "Attic", permanent=False))
        camera = home.connect()
        camera.hello(name="Attic")
        camera.prove()
        await settle()
        assert home.registry.get(ID).label == "Attic"  # type: ignore[union-attr]
        assert camera.of("set") == []


# -- automatic -----------------------------------------------------------------------------------------------------


def report(home: House, camera: FakeCamera, times: int = 1, **stats: Any) -> None:
    for _ in range(times):
        home.now += 5
        camera.say("stats", **stats)


async def lowered(home: House, camera: FakeCamera) -> None:
    """Until quality was lowered."""
    before = len(camera.of("set"))
    for _ in range(4):
        report(home, camera, **SLOW)
        await settle()
    assert len(camera.of("set")) > before


async def test_slow_sends_lower_quality_and_the_user_can_see_why() -> None:
    async with house() as home:
        camera = home.come_in()
        assert home.control.automatic_state(ID) is None
        assert home.control.automatic(ID) is False, "off for a camera that does not report"
        report(home, camera, **QUICK)
        assert home.control.automatic(ID) is True
        await lowered(home, camera)
        state = home.control.automatic_state(ID)
        assert state is not None
        assert (state.on, state.lowered, state.reason) == (True, True, AutomaticReason.SLOW_SENDS)
        assert (state.chosen_quality, state.chosen_size, state.wanted_fps, state.fps) == (80, "VGA", 15, 5.0)
        assert home.values["frame_size"] == state.size
        assert home.values["quality"] == state.quality
        assert home.memory.of(ID).values == {"frame_size": "VGA", "quality": 80}


async def test_what_was_lowered_rises_again_and_the_next_run_begins_at_what_was_chosen(tmp_path: Path) -> None:
    path = tmp_path / "controls.json"
    async with house(path) as home:
        camera = home.come_in()
        await lowered(home, camera)
        for _ in range(40):
            report(home, camera, **QUICK)
            await settle()
        assert (home.values["frame_size"], home.values["quality"]) == ("VGA", 80)
        await lowered(home, camera)
        low = home.values
    async with house(path) as home:
        camera = home.come_in(controls=told(frame_size=low["frame_size"], quality=low["quality"]))
        await settle()
        assert (home.values["frame_size"], home.values["quality"]) == ("VGA", 80)


async def test_a_reconnect_keeps_what_was_lowered() -> None:
    async with house() as home:
        await lowered(home, home.come_in())
        low = home.values
        camera = home.come_in()
        await settle()
        assert home.values == low
        assert camera.of("set") == [
            {name: low[name] for name in ("frame_size", "quality") if low[name] != told()[name]["value"]}
        ]


async def test_switched_off_it_gives_back_what_was_chosen_and_changes_nothing_more() -> None:
    async with house() as home:
        camera = home.come_in()
        await lowered(home, camera)
        home.control.set_automatic(ID, False)
        await settle()
        assert (home.values["frame_size"], home.values["quality"]) == ("VGA", 80)
        count = len(camera.of("set"))
        report(home, camera, 10, **SLOW)
        await settle()
        assert len(camera.of("set")) == count
        state = home.control.automatic_state(ID)
        assert state is not None
        assert (state.on, state.lowered) == (False, False)


async def test_what_the_user_moves_while_lowered_is_the_new_most() -> None:
    async with house() as home:
        camera = home.come_in()
        await lowered(home, camera)
        await home.control.set(ID, quality=60)
        state = home.control.automatic_state(ID)
        assert state is not None
        assert (state.chosen_quality, state.chosen_size) == (60, "VGA")
        for _ in range(60):
            report(home, camera, **QUICK)
            await settle()
        assert home.values["quality"] == 60


async def test_a_camera_that_does_not_take_lowering_is_left_alone_for_a_while() -> None:
    async with house() as home:
        camera = home.come_in(refusing("quality", "frame_size"))
        for _ in range(12):
            report(home, camera, **SLOW)
            await settle()
        assert len(camera.of("set")) == 1
        assert home.values["quality"] == 80


async def test_reports_full_of_lies_do_no_harm() -> None:
    async with house() as home:
        camera = home.come_in()
        for stats in (
            {"fps": -5, "send_ms": -1, "dropped": -7, "sent": 10**300},
            {"fps": 1e308, "send_ms": 1e308, "dropped": 1e308, "sent": 1e308, "capture_ms": 0, "encode_ms": 1e-300},
            {"send_ms": "slow", "fps": None, "dropped": 10**400},
            {"fps": 0, "send_ms": 0, "dropped": 0, "sent": 0},
        ):
            report(home, camera, 5, **stats)
            await settle()
        home.control.automatic_state(ID)
        assert home.registry.get(ID).connection is not None  # type: ignore[union-attr]


async def test_a_camera_that_goes_for_good_is_forgotten() -> None:
    async with house() as home:
        home.come_in()
        home.registry.remove(ID)
        assert home.control.controls(ID) is None
        assert home.control.automatic_state(ID) is None
        home.come_in()
        await settle()
        assert home.values["quality"] == 80


async def test_nothing_is_heard_after_the_end(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with house() as home:
        camera = home.come_in()
        await home.close()
        camera.hello()
        report(home, camera, 5, **SLOW)
        with pytest.raises(RequestError):
            async with asyncio.timeout(0.2):
                await home.control.set(ID, quality=50)
