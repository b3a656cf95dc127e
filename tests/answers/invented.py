"""Invented answers that look like real ones: two articles, one in each script, on people who do not exist."""

import re
from dataclasses import dataclass, replace

from bot.analysis.lookup import Reason
from bot.answers.answer import (
    Answer,
    Choice,
    Citation,
    Dated,
    Fact,
    FactKind,
    Part,
    Rendering,
    Section,
    SpeakerName,
    Status,
)
from bot.model import Grain, Modifier, QuoteKind, Script, Span, SpeakerType

NAMES = re.compile("余承东|余承東|杰弗里·里德|傑弗里·里德|Lena Voss|Voss")


@dataclass(frozen=True)
class Paper:
    """An article to cite from."""

    id: int
    title: str
    outlet: str | None
    published_on: str | None
    script: Script
    body: str
    url: str | None = None

    def part(self, words: str, dated: Dated | None = None) -> Part:
        """Return the first place of ``words`` in the body."""
        start = self.body.index(words)
        citation = Citation(self.id, self.title, self.outlet, self.published_on, self.url, start, start + len(words))
        names = tuple(Span(*found.span()) for found in NAMES.finditer(words))
        return Part(words, citation, self.script, names, dated)


HANS = Paper(
    4,
    "余承东接任，首席科学家离开里斯本实验室",
    "晨星财经",
    "2024-05-17",
    Script.HANS,
    "余承东接任，首席科学家离开里斯本实验室\n\n"
    "今天，里斯本实验室宣布，首席科学家杰弗里·里德（Jeffrey Reed）离职，余承东将于下月接任。"
    "里德写道：“在这里面对的每一个问题，都让我了解自己。以后的路，请大家继续走下去。”"
    "余承东表示：“我们不会停下来，”他补充说，“因为里面还有很多问题没有答案。”"
    "余承东 2015 年底加入实验室，2016 年至 2019 年间负责云计算团队。"
    "实验室称这是“必要的一步”。",
    "https://example.com/news/2024/05/17/reed",
)
HANT = Paper(
    9,
    "里斯本實驗室再傳人事異動",
    "海峽日報",
    "2024-05-15",
    Script.HANT,
    "里斯本實驗室再傳人事異動\n\n"
    "5月15日，里斯本實驗室宣布首席科學家傑弗里·里德離職。"
    "研究員Lena Voss在社群平台上說：「他是我們這個領域裡的燈塔，後來的人都看著他。」"
    "她後來又說：「我會想念他。」",
)
DAY = Dated("2024-05-15", Grain.DAY)
NEXT = Dated("2024-05-17", Grain.DAY)
YU = SpeakerName("余承东", SpeakerType.PERSON)
VOSS = SpeakerName("Lena Voss", SpeakerType.PERSON)
LAB = SpeakerName("里斯本实验室", SpeakerType.ORGANIZATION)


def quote(*parts: Part, speaker: SpeakerName | None, kind: QuoteKind = QuoteKind.DIRECT, sure: float = 0.97) -> Fact:
    """Return a quote of one part or more."""
    return Fact(FactKind.QUOTE, Section.SAID, parts, person=1, speaker=speaker, confidence=sure, quote_kind=kind)


SPLIT = quote(HANS.part("我们不会停下来，"), HANS.part("因为里面还有很多问题没有答案。"), speaker=YU)
LIKELY = quote(HANT.part("我會想念他。"), speaker=VOSS, sure=0.7)
UNATTRIBUTED = quote(HANT.part("他是我們這個領域裡的燈塔，後來的人都看著他。"), speaker=None, sure=0.4)
FRAGMENT = quote(HANS.part("必要的一步"), speaker=LAB, kind=QuoteKind.PARTIAL)
RENDERED = replace(
    LIKELY,
    also=(HANS.part("里德写道"),),
    renderings=(
        Rendering(
            (HANS.part("我们不会停下来，"), HANS.part("因为里面还有很多问题没有答案。")),
            QuoteKind.DIRECT,
            (HANT.part("後來的人都看著他。"),),
        ),
    ),
)
CONFLICT = Fact(
    FactKind.CONFLICT,
    Section.CONFLICTS,
    (
        HANT.part("5月15日，里斯本實驗室宣布首席科學家傑弗里·里德離職。", DAY),
        HANS.part("今天，里斯本实验室宣布，首席科学家杰弗里·里德（Jeffrey Reed）离职，余承东将于下月接任。", NEXT),
    ),
)
COUNTED = Fact(
    FactKind.CONFLICT,
    Section.CONFLICTS,
    (
        replace(HANS.part("2016 年至 2019 年间负责云计算团队"), counted=Span(0, 4)),
        replace(HANS.part("余承东 2015 年底加入实验室"), counted=Span(4, 8)),
    ),
)
JOINED = Fact(
    FactKind.EVENT,
    Section.TIMELINE,
    (HANS.part("余承东 2015 年底加入实验室，2016 年至 2019 年间负责云计算团队。"),),
    "2015",
    Grain.YEAR,
    Modifier.END,
    person=1,
)
LEFT = Fact(
    FactKind.EVENT,
    Section.TIMELINE,
    (HANT.part("5月15日，里斯本實驗室宣布首席科學家傑弗里·里德離職。"),),
    "2024-05-15",
    Grain.DAY,
    person=2,
)

WHO = Answer(
    "who",
    Status.FOUND,
    "余承东",
    (
        Fact(FactKind.ALIAS, Section.NAMES, (HANS.part("余承东"),), person=1, label="余承东", resemblance=Reason.EXACT),
        Fact(FactKind.ROLE, Section.ROLES, (HANS.part("首席科学家"), HANT.part("首席科學家")), person=1),
        Fact(FactKind.FACT, Section.FACTS, JOINED.parts, "2015", Grain.YEAR, Modifier.END, person=1),
        SPLIT,
        FRAGMENT,
        Fact(FactKind.RELATED, Section.RELATED, person=2, label="杰弗里·里德"),
        Fact(FactKind.RELATED, Section.RELATED, person=3, label="Lena Voss"),
    ),
    matched=("承东", Reason.PART),
)
QUOTES = Answer("quote", Status.FOUND, "Lena Voss", (UNATTRIBUTED, LIKELY, SPLIT, FRAGMENT), more=3)
WHEN = Answer("when", Status.FOUND, "里德离职", (CONFLICT, JOINED, LEFT))
RENDERINGS = Answer("quote", Status.FOUND, "Lena Voss", (RENDERED, UNATTRIBUTED))
SEARCH = Answer(
    "search",
    Status.FOUND,
    "燈塔",
    (Fact(FactKind.ARTICLE, Section.ARTICLES, (HANT.part("他是我們這個領域裡的燈塔，後來的人都看著他。"),)),),
)
AMBIGUOUS = Answer(
    "who",
    Status.AMBIGUOUS,
    "里德",
    choices=(
        Choice(2, "杰弗里·里德", "里德", Reason.PART, ("首席科学家",)),
        Choice(5, "里德·哈特曼", "里德", Reason.PART),
    ),
)
NOT_FOUND = Answer("who", Status.NOT_FOUND, "Reid", suggestions=("杰弗里·里德", "Lena Voss"))
ALL = (WHO, QUOTES, RENDERINGS, WHEN, SEARCH, AMBIGUOUS, NOT_FOUND)
