from atomcam.settings import NotSaved, Settings
from checks import raises


class Store:
    """NVS as the port has it: blobs that are safe after commit, OSError -4354 for what is not there."""

    def __init__(self, blob=None):
        self.blob = blob
        self.written = None
        self.writes = 0
        self.full = False

    def __call__(self, namespace):
        assert len(namespace) <= 15
        return self

    def get_blob(self, key, buffer):
        if self.blob is None:
            raise OSError(-4354, "ESP_ERR_NVS_NOT_FOUND")
        if len(self.blob) > len(buffer):
            raise OSError(-4364, "ESP_ERR_NVS_INVALID_LENGTH")
        buffer[: len(self.blob)] = self.blob
        return len(self.blob)

    def set_blob(self, key, value):
        assert len(key) <= 15
        if self.full:
            raise OSError(-4357, "ESP_ERR_NVS_NOT_ENOUGH_SPACE")
        self.written = bytes(value)
        self.writes += 1

    def erase_key(self, key):
        if self.blob is None:
            raise OSError(-4354, "ESP_ERR_NVS_NOT_FOUND")
        self.written = None

    def commit(self):
        self.blob = self.written


def test_nothing_is_saved_at_first():
    assert Settings("wifi", Store()).values == {}


def test_saved_settings_come_back():
    store = Store()
    settings = Settings("wifi", store)
    settings.values["ssid"] = "Küche"
    assert settings.saved == {}
    settings.save()
    assert settings.saved == {"ssid": "Küche"}
    assert Settings("wifi", store).values == {"ssid": "Küche"}


def test_unsaved_settings_do_not_come_back():
    store = Store()
    Settings("wifi", store).values["ssid"] = "a"
    assert Settings("wifi", store).values == {}


def test_flash_is_written_on_change_only():
    store = Store()
    settings = Settings("wifi", store)
    settings.values["ssid"] = "a"
    settings.save()
    settings.save()
    assert store.writes == 1


def test_full_store_keeps_the_old_and_says_so():
    store = Store(b'{"ssid": "old"}')
    settings = Settings("wifi", store)
    settings.values["ssid"] = "new"
    store.full = True
    with raises(NotSaved, "-4357"):
        settings.save()
    assert settings.values == {"ssid": "new"}
    assert settings.saved == {"ssid": "old"}
    store.full = False
    settings.save()
    assert Settings("wifi", store).values == {"ssid": "new"}


def test_power_cut_before_commit_leaves_the_old():
    store = Store(b'{"ssid": "old"}')
    settings = Settings("wifi", store)
    settings.values["ssid"] = "new"
    store.commit = lambda: None
    settings.save()
    assert Settings("wifi", store).values == {"ssid": "old"}


def test_clear_forgets_for_good():
    store = Store(b'{"ssid": "old"}')
    settings = Settings("wifi", store)
    settings.clear()
    assert settings.values == settings.saved == {}
    assert Settings("wifi", store).values == {}
    settings.clear()


def test_what_is_not_ours_counts_as_nothing():
    for blob in (b"", b"\xff\x00", b"[1]", b"{", b'"x"', bytes(2000)):
        assert Settings("wifi", Store(blob)).values == {}


def test_too_much_is_refused():
    settings = Settings("wifi", Store())
    settings.values["name"] = 2000 * "x"
    with raises(NotSaved, "long"):
        settings.save()
