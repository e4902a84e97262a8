"""The command line: argv in, exit status out (0 done, 1 failed, 2 wrong usage).

Imports what a subcommand needs only when it runs, so that ``atomcam --version`` answers at once and ``atomcam serve``
never loads Qt.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence

from atomcam_gui import __version__
from atomcam_gui.errors import AtomCamError, UsageError, WireError

KEY_VARIABLE = "ATOMCAM_KEY"
FLASH_WORKER = "_flash-worker"
"""The program's own helper process that writes a board, not a command for people."""


def run(argv: Sequence[str]) -> int:
    """Do what ``argv`` (without the program's name) says and return the exit status."""
    if list(argv) == [FLASH_WORKER]:
        from atomcam_gui.provisioning.flashing import flash_worker

        return flash_worker.main()
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        return int(options.action(options))
    except UsageError as error:
        _complain(error)
        return 2
    except AtomCamError as error:
        _complain(error)
        return 1
    except KeyboardInterrupt:
        return 130


def _complain(error: Exception) -> None:
    from atomcam_gui import last_words

    last_words.tell(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="atomcam",
        description="Live pictures from small WiFi cameras. Without a command it opens the window.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"atomcam {__version__}")
    parser.add_argument("--demo", action="store_true", help="open the window with the built-in demo camera")
    parser.add_argument("--set-up", action="store_true", help="open the window with the page that sets up a camera")
    parser.add_argument("--open", metavar="FILE", nargs="*", default=[], help="open the window and play recordings")
    parser.set_defaults(action=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_serve(commands)
    _add_demo_camera(commands)
    _add_ports(commands)
    _add_flash(commands)
    _add_setup(commands)
    return parser


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "receive cameras without a window"
    parser = commands.add_parser("serve", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("--bind", metavar="A", default="0.0.0.0", help="address to listen on (default: all)")
    parser.add_argument("--port", metavar="N", type=_port, default=8080, help="port (default 8080; 0: any free one)")
    parser.add_argument("--allow-unknown", action="store_true", help="let every camera in that is not blocked")
    parser.add_argument(
        "--allow",
        metavar="ADDR",
        type=_address,
        action="append",
        default=[],
        help="let cameras from this IP address in (may be repeated)",
    )
    parser.add_argument(
        "--push",
        metavar="[CAMERA=]URL",
        action="append",
        default=[],
        help="pass a camera on to an RTSP server, as in rtsp://192.168.1.5:8554/kitchen (may be repeated; a camera is "
        "named by its id or name, without a name it is the first one; {id} in the address takes all cameras; "
        "-: addresses are lines on standard input)",
    )
    parser.add_argument(
        "--push-as", choices=("h264", "jpeg"), default="h264", help="what is passed on (default h264, for browsers)"
    )
    parser.add_argument(
        "--source",
        metavar="[NAME=]URL",
        action="append",
        default=[],
        help="show a network camera, as in http://192.168.4.1/api/v1/stream or rtsp://192.168.1.7/stream "
        "(may be repeated; those that were added in the window are shown anyway)",
    )
    parser.add_argument("--share", action="store_true", help="let others watch, by the link that is printed")
    parser.add_argument("--record", metavar="DIR", help="record every camera that is let in, into this folder")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.epilog = (
        "The password for a name in --push URLs comes from the environment's ATOMCAM_PUSH_PASSWORD; user and password "
        "for --source from ATOMCAM_SOURCE_USER and ATOMCAM_SOURCE_PASSWORD."
    )
    parser.set_defaults(action=_serve)


def _add_demo_camera(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "send pictures as a camera would"
    parser = commands.add_parser("demo-camera", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("url", metavar="URL", help="for example ws://127.0.0.1:8080/ws/camera")
    parser.add_argument("--fps", metavar="F", type=_fps, default=25.0, help="pictures a second (default 25)")
    parser.add_argument("--size", metavar="WxH", type=_size, default=(640, 480), help="pixels (default 640x480)")
    parser.add_argument("--frames", metavar="N", type=_count, help="stop after so many (default: never)")
    parser.add_argument("--id", metavar="ID", dest="camera_id", type=_id, help="12 hex digits (default: random)")
    parser.epilog = f"A key for the camera, 64 hex digits, comes from the environment's {KEY_VARIABLE}."
    parser.set_defaults(action=_demo_camera)


def _add_ports(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "list the serial ports, camera boards first"
    parser = commands.add_parser("ports", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(action=_ports)


def _add_flash(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "write the camera software on a board"
    parser = commands.add_parser("flash", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("--port", metavar="P", required=True, help="the board's port ('atomcam ports' lists them)")
    parser.add_argument("--firmware", metavar="FILE", help="a .bin or the release's .zip (default: AtomCam's own)")
    parser.add_argument("--erase", action="store_true", help="erase everything first, WiFi settings too")
    parser.add_argument("--yes", action="store_true", help="don't ask")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(action=_flash)


def _add_setup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "bring a board into the WiFi, and its pictures to a computer"
    parser = commands.add_parser("setup", help=text, description=text.capitalize() + ".", allow_abbrev=False)
    parser.add_argument("--port", metavar="P", required=True, help="the board's port ('atomcam ports' lists them)")
    parser.add_argument("--ssid", metavar="S", type=_ssid, required=True, help="the WiFi network's name")
    parser.add_argument("--password-stdin", action="store_true", help="its password is a line on standard input")
    parser.add_argument("--host", metavar="H", type=_host, required=True, help="the computer's address or name")
    parser.add_argument("--host-port", metavar="N", type=_host_port, default=8080, help="its port (default 8080)")
    parser.add_argument("--name", metavar="NAME", default="", help="what the camera is called")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.epilog = "Without --password-stdin the password is asked for on the terminal."
    parser.set_defaults(action=_setup)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")


def _host_port(text: str) -> int:
    port = _port(text)
    if port:
        return port
    raise argparse.ArgumentTypeError("a camera can only be given a port from 1 to 65535")


def _ssid(text: str) -> str:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        size = 0
    if 1 <= size <= 32:
        return text
    raise argparse.ArgumentTypeError("a WiFi name is 1 to 32 bytes of UTF-8")


def _host(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9.])?", text):
        return text
    raise argparse.ArgumentTypeError(f"an IPv4 address or a name is needed, not {text!r}")


def _address(text: str) -> str:
    import ipaddress

    from atomcam_gui.server import addresses

    try:
        ipaddress.ip_address(text)
        return addresses.plain_address(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"an IP address such as 192.168.1.23 is needed, not {text!r}") from None


def _fps(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if 0.1 <= value <= 240:
        return value
    raise argparse.ArgumentTypeError(f"from 0.1 to 240 pictures a second, not {text!r}")


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text)
    if match:
        width, height = int(match[1]), int(match[2])
        if width >= 64 and height >= 48 and width * height <= 8_000_000:
            return width, height
    raise argparse.ArgumentTypeError(f"a size such as 640x480, from 64x48 to 8 megapixels, not {text!r}")


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError(f"a whole number above 0, not {text!r}")


def _id(text: str) -> str:
    from atomcam_gui import wire

    camera_id = wire.parse_id(text)
    if camera_id is None:
        raise argparse.ArgumentTypeError(f"an id is 12 hex digits, not {text!r}")
    return camera_id


def _window(options: argparse.Namespace) -> int:
    from atomcam_gui import display

    reason = display.why_no_window()
    if reason is not None:
        from atomcam_gui import last_words, serve

        last_words.tell(f"{reason}; going on as 'atomcam serve'")
        return serve.run(serve.ServeOptions(demo=options.demo))
    from pathlib import Path

    from atomcam_gui import window_start
    from atomcam_gui.single_instance import Wish

    recordings = tuple(str(Path(name).absolute()) for name in options.open)
    return window_start.run(Wish(demo=options.demo, set_up=options.set_up, recordings=recordings))


def _serve(options: argparse.Namespace) -> int:
    from pathlib import Path

    from atomcam_gui import serve, serve_push, serve_sources

    return serve.run(
        serve.ServeOptions(
            bind=options.bind,
            port=options.port,
            allow_unknown=options.allow_unknown,
            allow_addresses=frozenset(options.allow),
            record=Path(options.record) if options.record is not None else None,
            json=options.json,
            demo=options.demo,
            share=options.share,
            push=serve_push.read_wishes(options.push, sys.stdin),
            push_as=options.push_as,
            sources=tuple(serve_sources.parse_source(text) for text in options.source),
        )
    )


def _demo_camera(options: argparse.Namespace) -> int:
    import secrets

    from atomcam_gui import wire
    from atomcam_gui.demo import command
    from atomcam_gui.demo.client import DemoCamera

    key_text = os.environ.get(KEY_VARIABLE)
    if key_text and options.camera_id is None:
        raise UsageError(f"a key belongs to an id: give --id too, or unset {KEY_VARIABLE}")
    try:
        key = wire.parse_key(key_text) if key_text else None
    except WireError as error:
        raise UsageError(f"{KEY_VARIABLE}: {error}") from error
    # A random id of the kind that no manufacturer gives away (bit 1 of the first byte).
    camera_id = options.camera_id or f"02{secrets.token_hex(5)}"
    return command.run(
        DemoCamera(
            options.url,
            fps=options.fps,
            size=options.size,
            frames=options.frames,
            camera_id=camera_id,
            key=key,
        )
    )


def _ports(options: argparse.Namespace) -> int:
    from atomcam_gui.provisioning.commands import ports_command

    return ports_command.run(as_json=options.json)


def _flash(options: argparse.Namespace) -> int:
    from pathlib import Path

    from atomcam_gui.provisioning.commands import flash_command

    return flash_command.run(
        flash_command.FlashOptions(
            port=options.port,
            firmware=Path(options.firmware) if options.firmware is not None else None,
            erase=options.erase,
            yes=options.yes,
            json=options.json,
        )
    )


def _setup(options: argparse.Namespace) -> int:
    from atomcam_gui.provisioning.commands import setup_command

    return setup_command.run(
        setup_command.SetupOptions(
            port=options.port,
            ssid=options.ssid,
            host=options.host,
            host_port=options.host_port,
            name=options.name,
            password_stdin=options.password_stdin,
            json=options.json,
        )
    )
