import re

import numpy as np
from PIL import Image

from training.report.page import Section, write_page
from training.report.sheets import write_sheet


def test_a_page_needs_no_other_file_and_shows_names_as_they_are(tmp_path):
    write_sheet([np.zeros((4, 4, 3), "uint8")], tmp_path / "a.png", columns=2)
    table = (("class", "pictures"), ("<b>&amp;", 3))
    section = Section("<script>", ("1 < 2",), tmp_path / "a.png", table)
    write_page(tmp_path / "page.html", 'a "title"', [section])
    page = (tmp_path / "page.html").read_text()
    assert all(link.startswith("data:") for link in re.findall(r'(?:src|href)="([^"]*)"', page))
    for text in ("&lt;script&gt;", "1 &lt; 2", "<td>&lt;b&gt;&amp;amp;</td>", "<td>3</td>"):
        assert text in page
    assert "<script" not in page


def test_a_sheet_shows_each_picture_in_its_place(tmp_path):
    pictures = [np.full((32, 32, 3), value, "uint8") for value in (10, 20, 30)]
    write_sheet(pictures, tmp_path / "sheet.png", columns=2)
    sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
    assert sheet.shape == (200, 200, 3)  # two by two places of 96 pixels and a gap
    places = [sheet[50, 50], sheet[50, 150], sheet[150, 50], sheet[150, 150]]
    assert [int(place[0]) for place in places] == [10, 20, 30, 255]
