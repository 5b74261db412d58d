"""What there is to try in a page of the documentation."""

import re


def sections(page):
    """Each as its title and its blocks, with what follows the opening quotes."""
    for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page.read_text(), re.M | re.S):
        yield title, re.findall(r"^```(\w*)\n(.*?)^```$", body, re.M | re.S)
