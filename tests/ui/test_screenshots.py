"""The script that makes the pictures of the documents still finds everything that it shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

from tests.ui.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["welcome", "controls", "sharing"])
def test_a_picture_is_made_of_the_program_as_it_is_now(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.screenshots", "--to", tmp_path, "--port", str(free_port()), name],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / f"{name}.png"))
    assert (image.width(), image.height()) >= (700, 500)
    assert image.format() is QImage.Format.Format_Indexed8
    known = QImage(str(ROOT / "docs" / "screenshots" / f"{name}.png"))
    assert known.size() == image.size(), "make screenshots makes them anew"
    assert np.ptp(np.frombuffer(image.constBits(), np.uint8)) > 100, "many colours"
