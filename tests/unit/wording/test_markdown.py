"""No text becomes anything but harmless HTML, whoever wrote it (requirement F-11)."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording.markdown import to_citizens_html, to_html

TAGS = {"p", "h3", "br", "ul", "ol", "li", "em", "strong", "a"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = ("https:", "tel:", "mailto:", "sms:")

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<style>*{background:url(//evil)}</style>",
    "<!--><script>alert(1)</script-->",
    "<scr<script>ipt>alert(1)</script>",
    "</p><script>alert(1)</script><p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](http://example.org)",
    "[x](//example.org)",
    "[x](/queue)",
    "[x](#top)",
    "[x]( https://ok.example \"' onmouseover=alert(1) x='\")",
    '[x](https://ok.example "\\" onmouseover=\\"alert(1)")',
    '[x](https://ok.example/"onmouseover="alert(1))',
    "[x](<https://ok.example/ onmouseover=alert(1)>)",
    "[<img src=x onerror=alert(1)>](https://ok.example)",
    "![x](https://ok.example/pixel.png)",
    "![x](javascript:alert(1))",
    '![x"onerror=alert(1)](https://ok.example)',
    "<https://ok.example>",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "# <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "| a |\n|---|\n| <script> |",
    "**<script>alert(1)</script>**",
    "- <img src=x onerror=alert(1)>",
    "1. [x](javascript:alert(1))",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "\u202e<script>\u202c",
]


class Harmless(HTMLParser):
    """Reads HTML as a browser would, and fails at the first tag, attribute or address that we do not mean to allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()), (tag, name)
            if name == "href":
                assert value is not None
                assert value.lower().startswith(SCHEMES), value
                self.links.append(value)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data}")


def read(markdown: str) -> Harmless:
    parser = Harmless()
    parser.feed(to_html(markdown))
    parser.close()
    return parser


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_as_plain_text(attack: str) -> None:
    page = read(attack)
    assert all("ok.example" in link for link in page.links)


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.startswith("<") and "alert" in attack])
def test_what_somebody_tried_can_still_be_read_by_the_agent(attack: str) -> None:
    assert "alert(1)" in read(attack).text


@given(st.text(st.sampled_from("ab <>&;:#/\\\"'`!*_-[]()=\n\t1.") | st.characters(), max_size=80))
def test_no_text_whatsoever_becomes_a_tag_attribute_or_address_we_did_not_mean(text: str) -> None:
    read(text)


@given(
    st.lists(st.sampled_from([*ATTACKS, "[", "](", ")", "<", ">", '"', "\n", "*", "javascript:", "https://ok.example"]))
)
def test_nor_do_attacks_put_together(pieces: list[str]) -> None:
    read("".join(pieces))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**Ring** oss", "<p><strong>Ring</strong> oss</p>\n"),
        ("*snart*", "<p><em>snart</em></p>\n"),
        ("en\ntvå", "<p>en<br>\ntvå</p>\n"),
        ("- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"),
        ("1. ett\n2. två", "<ol>\n<li>ett</li>\n<li>två</li>\n</ol>\n"),
        ("[013-20 60 00](tel:+4613206000)", '<p><a href="tel:+4613206000">013-20 60 00</a></p>\n'),
        ("[sms](sms:114)", '<p><a href="sms:114">sms</a></p>\n'),
        ("[post](mailto:kontakt@linkoping.se)", '<p><a href="mailto:kontakt@linkoping.se">post</a></p>\n'),
        (
            "[Sopor](https://www.linkoping.se/?a=1&b=2)",
            '<p><a href="https://www.linkoping.se/?a=1&amp;b=2">Sopor</a></p>\n',
        ),
    ],
)
def test_what_articles_are_written_with_is_kept(markdown: str, html: str) -> None:
    assert to_html(markdown).replace("<br />", "<br>") == html


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_no_other_for_citizens(attack: str) -> None:
    assert to_citizens_html(attack) == to_html(attack)


@pytest.mark.parametrize("path", ["/case", "/case/KL-2026-000001/abc234"])
def test_a_link_to_a_case_is_one_for_its_citizen_and_only_words_for_anybody_else(path: str) -> None:
    said = f"Tack!\n\n[Följ *ditt* ärende]({path})"
    assert f'<a href="{path}">Följ <em>ditt</em> ärende</a>' in to_citizens_html(said)
    assert to_html(said) == "<p>Tack!</p>\n<p>Följ <em>ditt</em> ärende</p>\n"


@pytest.mark.parametrize(
    "path", ["/cases", "/case/a/b/c", "/case/../desk", "/case/a?b", "//case/a", "/case/a#b", "/desk"]
)
def test_no_other_path_becomes_a_link(path: str) -> None:
    assert "<a" not in to_citizens_html(f"[x]({path})")


def test_swedish_letters_and_signs_come_through() -> None:
    assert read("Åäö & <3 – 100 %").text.strip() == "Åäö & <3 – 100 %"
