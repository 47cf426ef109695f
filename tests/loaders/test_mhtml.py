"""Pages saved with their parts are read as the page; pictures and frames are passed over."""

from email.message import EmailMessage

import pytest

from pipeline.errors import UnreadableDocument
from pipeline.loaders import load
from pipeline.loaders.mhtml import load_mhtml

SENTENCE = "全县低保对象12人，全年发放资金3万元。"


def mail(*parts: tuple[str, str, str]) -> bytes:
    """Return a mail of parts, each with its subtype of text, its coding and its content."""
    message = EmailMessage()
    message["Subject"] = "自评"
    for subtype, charset, content in parts:
        message.add_related(content.encode(charset), "text", subtype, cte="base64", cid="<x>")
    message.add_related(b"\x89PNG", "image", "png", cid="<y>")
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_the_page_is_read_in_its_own_coding(charset: str) -> None:
    data = mail(("css", "ascii", "p {}"), ("html", charset, f"<html><body><p>{SENTENCE}</p></body></html>"))
    document = load(data, "自评报告.doc")
    assert (document.format, document.text) == ("html", f"{SENTENCE}\n")


def test_the_sheets_of_a_frame_are_read_and_its_tabs_are_not() -> None:
    frames = ("html", "utf-8", "<html><frameset><frame src=sheet001.htm></frameset></html>")
    tabs = ("html", "utf-8", "<html><body><script>parent.fnUpdateTabs()</script>表一表二表三表四表五</body></html>")
    sheets = [("html", "gb18030", f"<html><body><p>{SENTENCE}</p><p>第{n}张。</p></body></html>") for n in "一二"]
    text = load_mhtml(mail(frames, *sheets, tabs)).text
    assert text == f"{SENTENCE}\n第一张。\n{SENTENCE}\n第二张。\n"


def test_quoted_printable_with_an_unfinished_end() -> None:
    page = f"<p>{SENTENCE}</p>".encode().hex("=", 1).upper()
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    data = f"{head}Content-Transfer-Encoding: quoted-printable\n\n={page}".encode()
    assert load(data).text == f"{SENTENCE}\n"


@pytest.mark.parametrize(
    "data",
    [
        mail(("plain", "utf-8", SENTENCE)),
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
    ],
)
def test_a_mail_without_page_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="save it as HTML"):
        load_mhtml(data)
