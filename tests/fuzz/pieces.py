"""Bytes as Chinese text, so that a fuzzer's mutations of bytes are mutations of words.

A byte stands for a piece: a character, a mark, or words that the analysis looks for; the highest say that a character's
code follows. Every sequence of bytes is a text, and nearly every text can be written so.
"""

import re

MARKS = (
    *" \n\t\r\u3000\0，。、；：！？…—·",
    *"“”「」『』‘’\"'（）()《》【】[]<>{}",
    *"#*_~`|\\@&+-=/.,:;!?%$^",
)
HOSTILE = (
    *("\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\u2069", "\u0301", "\ufe0f", "\U000e0041", "\U0001f600"),
    *("\ud800", "\udfff", "\ue000", "\x1b", "\x85", "\u2028", "\U00020000", "㐀", "ﬀ", "İ", "ß", "Ａ", "１", "１２"),
    *("@everyone", "<@1>", "<t:0:R>", "</who:1>", "<a:x:1>", "https://", "evil.example", "](", "discord.gg/", "||"),
)
WORDS = (
    *("說", "说", "表示", "寫道", "指出", "認為", "稱", "回應", "發推", "全文如下", "問", "答", "據", "報道", "強調"),
    *("王大明", "陳小美", "林", "欧阳修", "阿爾特曼", "奥特曼", "Sam", "Altman", "Pachocki", "山姆·奧特曼", "OpenAI"),
    *("他", "她", "其", "我", "我們", "該公司", "總統", "市長", "發言人", "先生", "女士", "記者", "董事長", "教授"),
    *("年", "月", "日", "號", "周", "週", "星期", "禮拜", "三", "天", "今", "昨", "明", "前", "去年", "上", "下", "本"),
    *("2024", "5", "15", "31", "13", "0", "99", "一", "二", "十", "百", "千", "萬", "兩", "半", "初", "底", "中旬"),
    *("民國", "農曆", "春節", "上半", "季", "世紀", "年代", "時", "分", "至", "到", "和", "的", "了", "在", "不", "是"),
    *("about:", "words:", "person:", "/who ", "/quote ", "/search ", "a", "b", "Z", "NEAR", "AND", "NOT"),
)
PIECES = tuple(dict.fromkeys((*MARKS, *HOSTILE, *WORDS)))
CHARACTER = 255
"""What is above the pieces says that the next two bytes are a character's code; written as this."""
LONGEST_FIRST = re.compile("|".join(map(re.escape, sorted(PIECES, key=len, reverse=True))) + "|.", re.DOTALL)
NUMBERS = {piece: number for number, piece in enumerate(PIECES)}


def text_of(data: bytes) -> str:
    """Return the text that ``data`` stands for."""
    stream = iter(data)
    return "".join(
        PIECES[number] if number < len(PIECES) else chr(next(stream, 0) << 8 | next(stream, 0)) for number in stream
    )


def data_of(text: str) -> bytes:
    """Return bytes that stand for ``text``, without the characters beyond Unicode's first plane that are no pieces."""
    data = bytearray()
    for found in LONGEST_FIRST.finditer(text):
        number = NUMBERS.get(found.group())
        if number is not None:
            data.append(number)
        elif (code := ord(found.group())) < 1 << 16:
            data += bytes((CHARACTER, *divmod(code, 256)))
    return bytes(data)
