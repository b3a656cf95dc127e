"""Addresses of the web on the command line, beside files."""

from pathlib import Path

from tests.acceptance.command_line import jianbao_beside
from tests.intake.website import Website, answer

NEWS = "晨星航運換帥\n2024-03-05 東港日報\n\n晨星航運董事長王大明週一宣布辭職。陳小美表示：「我會盡力。」\n"


async def load(state: Path, *paths: str, **environ: str) -> tuple[int, str, str]:
    """Run ``jianbao load`` and return its exit code and what it printed."""
    return await jianbao_beside(state, "load", *paths, **environ)


async def test_links_are_loaded_beside_files_and_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲\n文", encoding="utf-8")
    async with Website({"/news": answer(NEWS.encode())}) as site:
        links = [site.at("/news"), site.at("/none"), site.at("/news?utm_source=mail"), "http://127.0.0.2/"]
        code, out, err = await load(tmp_path, "a.txt", *links, FETCH_PRIVATE_NETWORKS="127.0.0.1")

    assert (code, out) == (2, "2 added, 0 updated, 1 unchanged, 2 refused\n")
    missing, closed = err.splitlines()
    assert (
        missing
        == f"jianbao: {site.at('/none')}: the server refuses it; look at the address in a browser (404 Not Found)"
    )
    assert closed.startswith("jianbao: http://127.0.0.2/: its server is not on the public internet; ")


async def test_an_edited_page_updates_its_article(tmp_path: Path) -> None:
    async with Website({"/news": answer(NEWS.encode())}) as site:
        await load(tmp_path, site.at("/news"), FETCH_PRIVATE_NETWORKS="127.0.0.1")
        site.answers["/news"] = answer(NEWS.replace("週一", "週二").encode())
        code, out, err = await load(tmp_path, site.at("/news"), FETCH_PRIVATE_NETWORKS="127.0.0.1")

    assert (code, out, err) == (0, "0 added, 1 updated, 0 unchanged, 0 refused\n", "")
