import hashlib
import os
from binascii import b2a_base64, hexlify

from atomcam import trust
from atomcam.failed import UpdateError
from atomcam.updates import Updates, content_hash
from checks import raises
from rollback import Rollback, exists, remove

KEY = bytes(range(32))


class Flash:
    """A folder like the board's ``/lib``, with running software in it."""

    made = 0

    def __init__(self):
        Flash.made += 1
        self.base = "/tmp/atomcam-updates-%s-%d" % (hexlify(os.urandom(4)).decode(), Flash.made)
        os.mkdir(self.base)
        os.mkdir(self.base + "/atomcam")
        self.write("atomcam/app.py", b"old")
        self.write("atomcam/same.py", b"same")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for folder in ("atomcam", "atomcam.new", "atomcam.old", "atomcam.bad"):
            remove(self.base + "/" + folder)
        remove(self.base)

    def write(self, name, data):
        with open(self.base + "/" + name, "wb") as file:
            file.write(data)

    def read(self, name):
        with open(self.base + "/" + name, "rb") as file:
            return file.read()

    def start(self):
        """The board starts: what boot.py does. Gives the software that runs."""
        Rollback(self.base).at_start()
        return self.read("atomcam/app.py")

    def install(self, new=b"new"):
        os.mkdir(self.base + "/atomcam.new")
        self.write("atomcam.new/app.py", new)
        Rollback(self.base).request_install()


class Computer:
    """The computer's side of an update."""

    def __init__(self, flash, key=KEY, board_key=KEY):
        self.restarts = 0
        self.key = key
        self.updates = Updates(Rollback(flash.base), lambda: board_key, self._restart)

    def _restart(self):
        self.restarts += 1

    def say(self, action, **fields):
        fields["action"] = action
        return self.updates.handle(fields)

    def offer(self, files, nonce=None):
        listed = [[name, len(data), sha256(data)] for name, data in files]
        nonce = nonce or self.say("begin")["nonce"]
        mac = trust.update_mac(self.key, nonce, content_hash(listed))
        return self.say("offer", files=listed, mac=mac)["need"]

    def send(self, name, data, size=4):
        for at in range(0, len(data), size):
            self.say("data", file=name, offset=at, data=b2a_base64(data[at : at + size]).decode())


def sha256(data):
    return hexlify(hashlib.sha256(data).digest()).decode()


def test_update_is_received_checked_installed_and_confirmed():
    with Flash() as flash:
        computer = Computer(flash)
        files = [("app.py", b"new software"), ("same.py", b"same"), ("empty.py", b"")]
        assert sorted(computer.offer(files)) == ["app.py", "empty.py"]
        computer.send("app.py", b"new software")
        computer.say("install")
        assert computer.restarts == 1
        assert flash.read("atomcam/app.py") == b"old"
        assert flash.start() == b"new software"
        assert flash.read("atomcam/same.py") == b"same"
        assert flash.read("atomcam/empty.py") == b""
        rollback = Rollback(flash.base)
        assert rollback.state() == "trial"
        rollback.confirm()
        assert rollback.state() == ""
        assert not exists(flash.base + "/atomcam.old")
        assert flash.start() == b"new software"


def test_wrong_key_is_refused():
    with Flash() as flash:
        computer = Computer(flash, key=bytes(32))
        with raises(UpdateError, "wrong proof"):
            computer.offer([("app.py", b"evil")])
        assert not exists(flash.base + "/atomcam.new")
        with raises(UpdateError, "nothing was offered"):
            computer.say("install")


def test_board_without_a_key_takes_nothing():
    with Flash() as flash, raises(UpdateError, "no key"):
        Computer(flash, board_key=None).say("begin")


def test_a_nonce_serves_once():
    with Flash() as flash:
        computer = Computer(flash)
        nonce = computer.say("begin")["nonce"]
        computer.offer([("app.py", b"1")], nonce)
        with raises(UpdateError, "begin first"):
            computer.offer([("app.py", b"1")], nonce)


def test_a_wrong_proof_uses_the_nonce_up():
    with Flash() as flash:
        computer = Computer(flash)
        nonce = computer.say("begin")["nonce"]
        with raises(UpdateError, "wrong proof"):
            computer.say("offer", files=[["app.py", 1, sha256(b"1")]], mac=64 * "0")
        with raises(UpdateError, "begin first"):
            computer.offer([("app.py", b"1")], nonce)


def test_other_content_than_offered_is_not_installed():
    with Flash() as flash:
        computer = Computer(flash)
        computer.offer([("app.py", b"good")])
        computer.send("app.py", b"evil")
        with raises(UpdateError, "not what was offered"):
            computer.say("install")
        assert computer.restarts == 0
        assert flash.start() == b"old"


def test_missing_data_is_not_installed():
    with Flash() as flash:
        computer = Computer(flash)
        computer.offer([("app.py", b"12345678")])
        computer.send("app.py", b"1234")
        with raises(UpdateError, "not what was offered"):
            computer.say("install")


def test_data_comes_in_order_and_not_too_much():
    with Flash() as flash:
        computer = Computer(flash)
        computer.offer([("app.py", b"12345678")])
        with raises(UpdateError, "0 bytes"):
            computer.say("data", file="app.py", offset=4, data="AAAA")
        with raises(UpdateError, "too much"):
            computer.say("data", file="app.py", offset=0, data=b2a_base64(bytes(9)).decode())
        with raises(UpdateError, "nobody offered"):
            computer.say("data", file="other.py", offset=0, data="AAAA")
        with raises(UpdateError, "base64"):
            computer.say("data", file="app.py", offset=0, data="A")
        with raises(UpdateError, "base64"):
            computer.say("data", file="app.py", offset=0, data=5)


def test_offers_that_cannot_be_are_refused():
    digest = sha256(b"")
    app = ["app.py", 0, digest]
    with Flash() as flash:
        for files in (
            None, [], "app.py", 65 * [app], [["app.py", 0]], [app, app], [["../boot.py", 0, digest], app],
            [["a/b.py", 0, digest], app], [[".py", 0, digest], app], [["app.txt", 0, digest]], [["x.py", 0, digest]],
            [["app.py", -1, digest]], [["app.py", True, digest]], [["app.py", 1 << 20, digest]], [["app.py", 0, "0"]],
            [["app.py", 0, None]], [[5, 0, digest]], [app, "x"],
            [app, ["y.py", 512 * 1024, digest], ["z.py", 9, digest]],
        ):  # fmt: skip
            computer = Computer(flash)
            computer.say("begin")
            with raises(UpdateError):
                computer.say("offer", files=files, mac="")


def test_unknown_actions_are_refused():
    with Flash() as flash:
        for action in (None, "x", 5):
            with raises(UpdateError, "no such action"):
                Computer(flash).say(action)


def test_software_that_does_not_confirm_is_replaced_at_the_next_start():
    with Flash() as flash:
        flash.install()
        assert flash.start() == b"new"
        assert flash.start() == b"old"
        assert Rollback(flash.base).state() == "reverted"
        assert flash.start() == b"old"
        assert not exists(flash.base + "/atomcam.bad")


def test_software_that_gives_up_is_replaced():
    with Flash() as flash:
        flash.install()
        flash.start()
        assert Rollback(flash.base).give_up()
        assert flash.start() == b"old"
        assert not Rollback(flash.base).give_up()


def test_confirmed_software_stays_whatever_happens():
    with Flash() as flash:
        flash.install()
        flash.start()
        Rollback(flash.base).confirm()
        assert not Rollback(flash.base).give_up()
        for _ in range(3):
            assert flash.start() == b"new"


def test_an_update_after_a_failed_one_works():
    with Flash() as flash:
        flash.install(b"bad")
        flash.start()
        flash.start()
        flash.install(b"good")
        assert flash.start() == b"good"
        Rollback(flash.base).confirm()
        assert flash.start() == b"good"


class PowerCut(Exception):
    """The power goes."""


def test_power_may_go_at_every_step():
    """Cut at each file operation in turn: what runs afterwards is whole, and old or new."""
    import rollback

    class CutOs:
        """``os`` that ends with a power cut after some changes."""

        def __init__(self, left):
            self.left = left

        def __getattr__(self, name):
            return getattr(os, name)

        def _change(self, function, *arguments):
            if self.left == 0:
                raise PowerCut
            self.left -= 1
            return function(*arguments)

        def rename(self, *names):
            return self._change(os.rename, *names)

        def remove(self, name):
            return self._change(os.remove, name)

        def rmdir(self, name):
            return self._change(os.rmdir, name)

    for confirmed in (False, True):
        for cut in range(40):
            with Flash() as flash:
                rollback.os = CutOs(cut)
                done = False
                try:
                    flash.install()
                    flash.start()
                    if confirmed:
                        Rollback(flash.base).confirm()
                    flash.start()
                    done = True
                except PowerCut:
                    pass
                finally:
                    rollback.os = os
                for _ in range(4):
                    assert flash.start() in (b"old", b"new"), cut
                if done:
                    assert flash.start() == (b"new" if confirmed else b"old")
                    assert cut > 5
