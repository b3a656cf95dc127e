"""Words that would do something if they were taken for more than words, and what shows that they do not."""

import re
from collections.abc import Iterator

from bot.answers.printable import REORDERING
from tests.chat.rendering import live
from tests.chat.wire import Message
from tests.chat.wire.places import EDITOR, NEWS, READERS_ROLE
from tests.store.press import Print, Said

ATTACKS = {
    "everyone": "@everyone @here <@&400000000000000002> <@100000000000000001>",
    "masked": "[按此領獎](https://evil.example) <https://evil.example>",
    "spoiler": "||劇透|| ~~刪除~~ **粗** __底__ *斜* `碼`",
    "fence": "```py print(1) ```",
    "heading": "# 標題 ## 二 -# 小",
    "list": "- 一 1. 二 > 引 >>> 長引",
    "reordered": "\u202egnp.exe\u202c \u2066藏\u2069",
    "zero-width": "@\u200beveryone \u200b\ufeff\u2060",
    "invite": "discord.gg/abc https://discord.com/invite/abc",
    "command": "</who:1> <t:0:R> <a:x:1> :tada: <id:customize> <#300000000000000002>",
    "marks": "「『“‘ ’”』」 ( ) [ ] \\ \\\\ _ _",
    "sql": "'; DROP TABLE articles; -- \" OR 1=1 %_\\",
    "search": '" OR NEAR(甲 乙) * ^title: -body {a b} AND NOT + (',
    "path": "../../etc/passwd ${jndi:ldap://x} {{7*7}} {0} %s",
    "huge": "字" * 1500,
}
"""What may stand in an article."""
TYPED = ATTACKS | {
    "nothing": "\x00 \x07\x1b[31m\r\n\t",
    "blank": " \u3000\u200b",
    "beyond": "\U0001f9ff\U000e0041\ufdd0",
    "number": "99999999999999999999999999",
    "negative": "#-1 #0 #9223372036854775808",
    "one": "#9223372036854775807",
    "place": "#1:99999999999999999999",
    "day": "9999-99-99",
    "between": "#1-9223372036854775807@99999999999",
    "address": "javascript:alert(1)//https://[::1]:1/\\@127.0.0.1#",
    "file": "file:///etc/passwd",
}
"""What a member may type besides."""
NAME = "沈硯秋"
OWN_MENTION = re.compile(rf"</[\w -]+:\d{{15,}}>|<t:\d{{9,}}:[RdDf]>|<#{NEWS.id}>|<@{EDITOR.id}>|<@&{READERS_ROLE.id}>")
"""What the bot itself says: commands and instants, the channel and the role of a digest, who corrected something."""


def hostile(kind: str, attack: str) -> Print:
    """Return an article that holds an attack wherever an article holds anything."""
    person = f"{NAME}{attack[:60]}"
    return Print(
        f"甲{attack}\n\n2024年5月15日，{NAME}宣布，甲{attack}。\n甲{attack}說：「甲{attack}」\n{person}，職務{attack[:80]}。",
        source=f"{kind}.txt",
        people={NAME: [], person: []},
        roles={NAME: [f"職務{attack[:80]}"]},
        quotes=[Said((f"甲{attack}",), f"甲{attack}", "說")],
        dates={"2024年5月15日": "2024-05-15"},
        key_sentences=[f"2024年5月15日，{NAME}宣布，甲{attack}。"],
        outlet=attack[:200],
        url=f"https://evil.example/{attack}",
    )


def assert_harmless(message: Message) -> None:
    assert not message.pings
    assert [line for line in OWN_MENTION.sub("", message.text).split("\n") if live(line)] == []
    labels = [*labels_of(message)]
    assert not set(REORDERING) & set(message.text + "".join(labels))
    assert all(label.strip() and "\n" not in label for label in labels)


def labels_of(message: Message) -> Iterator[str]:
    yield from (button.label for button in message.buttons)
    for menu in message.selects:
        for option in menu["options"]:
            yield option["label"]
            if option.get("description"):
                yield option["description"]
