"""Take a picture of each payload as a member sees the message.

usage: python -m tools.cards PAYLOAD.json… [--theme dark|light] [--locale zh-TW] [--width 520] [--output DIR]
"""

import argparse
import sys
from pathlib import Path

from tools.cards import chromium
from tools.cards.drawing import draw

THEMES = ("dark", "light")
LOCALES = ("zh-TW", "zh-CN", "en-US")


def main() -> int:
    """Write ``<payload>.<theme>.png`` for each payload.

    Exit codes: 1 where a payload is missing or could not be drawn, 3 where no Chromium is there.
    """
    arguments = _parser().parse_args()
    program = chromium.find()
    if program is None:
        names = ", ".join(chromium.PROGRAMS)
        print(f"tools.cards: no Chromium is on the path ({names}); on Debian: apt install chromium", file=sys.stderr)
        return 3
    arguments.output.mkdir(parents=True, exist_ok=True)
    settings = {name: getattr(arguments, name) for name in ("theme", "locale", "width", "open")}
    whole = True
    for payload in arguments.payloads:
        if not payload.is_file():
            print(f"{payload}: there is no such file", file=sys.stderr)
            whole = False
            continue
        picture = arguments.output / f"{payload.stem}.{arguments.theme}.png"
        if unknown := draw(program, payload, picture, settings, arguments.scale):
            print(f"{payload}: not drawn: component type {unknown}", file=sys.stderr)
            whole = False
        else:
            print(picture)
    return 0 if whole else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.cards", description="Pictures of Components V2 payloads.")
    parser.add_argument("payloads", nargs="+", type=Path, metavar="PAYLOAD.json", help="what the bot sends, as JSON")
    parser.add_argument("--theme", choices=THEMES, default="dark")
    parser.add_argument("--locale", choices=LOCALES, default="zh-TW", help="the language of the member's Discord")
    parser.add_argument("--width", type=int, default=520, help="of the picture, in pixels")
    parser.add_argument("--scale", type=float, default=2, help="dots a pixel")
    parser.add_argument("--open", action="store_true", help="show the options of selects")
    parser.add_argument("--output", type=Path, default=Path(), help="the folder for the pictures")
    return parser


if __name__ == "__main__":
    sys.exit(main())
