"""A page as tests read it: parsed, and checked for what every page must be."""

from html.parser import HTMLParser

VOID = {"input", "br", "meta", "link", "img", "hr", "use", "path", "circle", "source", "col"}
TYPED = {"text", "search", "email", "password", "number", "date", "checkbox", "radio"}


class Page(HTMLParser):
    """The elements, text and links of one page; raises where the page is not well made."""

    def __init__(self, html, *, is_fragment=False):
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements = []
        self.words = []
        self.open = []
        self.feed(html)
        self.check_ids()
        self.check_labels()
        if not is_fragment:
            self.check_whole()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, text):
        if not {"script", "style"} & set(self.open):
            self.words.append(text)
            if "h1" in self.open:
                self.elements.append(("#h1", {"text": text}, ()))

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def h1(self):
        return " ".join("".join(a["text"] for tag, a, _ in self.elements if tag == "#h1").split())

    def all(self, tag, **attributes):
        return [
            found
            for name, found, _ in self.elements
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]

    def links(self):
        return [a["href"] for a in self.all("a") if "href" in a]

    def check_ids(self):
        ids = [a["id"] for _, a, _ in self.elements if "id" in a]
        assert len(ids) == len(set(ids)), (
            f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        )

    def check_labels(self):
        labelled = {a.get("for") for a in self.all("label")}
        for tag, found, parents in self.elements:
            is_typed = tag in {"select", "textarea"} or (
                tag == "input" and found.get("type", "text") in TYPED
            )
            if is_typed:
                named = found.get("id") in labelled or "aria-label" in found
                assert named or "label" in parents, f"no label: {tag} {found}"

    def check_whole(self):
        assert self.all("html")[0].get("lang") in {"fr", "en"}
        assert len(self.all("h1")) == 1, f"{len(self.all('h1'))} h1"
        assert self.all("title")
        for form in self.all("form"):
            assert "action" in form or form.get("method", "get").lower() == "get", form
