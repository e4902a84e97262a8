"""CPython's side: the board's files and the shims on the path, as ``run.py`` does for MicroPython."""

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHIMS = HERE / "shims"

for folder in (HERE, HERE.parents[2] / "device" / "lib"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))


def _shim(name: str, file: str) -> None:
    spec = importlib.util.spec_from_file_location(name, SHIMS / file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module


_shim("micropython", "micropython.py")
_shim("esp32", "esp32.py")
_shim("atomcam.port", "cpython_port.py")
