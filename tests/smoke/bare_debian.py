"""A bare Debian in a folder: nothing in it but what every Debian has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

RELEASE = "bookworm"
USER = "anna"


class BareDebian:
    """Made by entering, gone by leaving. Needs root, ``debootstrap`` and Debian's mirror."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self._mounted: list[Path] = []

    def __enter__(self) -> Self:
        subprocess.run(
            ["debootstrap", "--variant=minbase", RELEASE, str(self.root)], check=True, stdout=subprocess.DEVNULL
        )
        try:
            for name in ("proc", "dev"):
                self._mount(name)
            shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
            self._take_over_apt()
            self.run("useradd", "--create-home", USER)
        except BaseException:
            self._unmount()
            raise
        return self

    def _mount(self, name: str) -> None:
        place = self.root / name
        subprocess.run(["mount", "--bind", f"/{name}", str(place)], check=True)
        self._mounted.append(place)

    def _take_over_apt(self) -> None:
        """Where this machine gets its packages is where that one does."""
        for source in ("/etc/apt/apt.conf.d", "/etc/apt/sources.list.d"):
            for path in Path(source).glob("*prox*"):
                shutil.copy(path, self.root / source.removeprefix("/"))
        certificates = Path("/etc/ssl/certs/ca-certificates.crt")
        if certificates.exists():
            target = self.root / "etc/ssl/certs" / certificates.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(certificates, target)

    def run(self, *command: str, user: str | None = None, seconds: float = 300, **environment: str) -> str:
        """Run a command in there and give what it printed."""
        done = subprocess.run(
            self.command(*command, user=user),
            env=self.environment(user) | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}"
        return done.stdout

    def command(self, *command: str, user: str | None = None) -> list[str]:
        """What starts a command in there."""
        as_user = [f"--userspec={user}"] if user else []
        return [shutil.which("chroot") or "/usr/sbin/chroot", *as_user, str(self.root), *command]

    def environment(self, user: str | None) -> dict[str, str]:
        """What a login there would have."""
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        home = f"/home/{user}" if user else "/root"
        return {"PATH": path, "HOME": home, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unmount()
        shutil.rmtree(self.root, ignore_errors=True)

    def _unmount(self) -> None:
        for place in reversed(self._mounted):
            subprocess.run(["umount", str(place)], check=True)
        self._mounted.clear()
