"""Synthetic press releases for benchmarks: our own sentences, put together by a grammar, no two alike.

    python -m benchmarks.releases 20000 > releases.jsonl

A release is a headline, a dateline, five to twelve sentences of its kind in a shuffled order with their own figures, words
and periods, and now and then a table, a byline or a notice; two fifths are in Traditional script. The number alone decides.
"""

from __future__ import annotations

import datetime
import json
import random
import sys
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import opencc

PLACES = [
    "临江市",
    "宁海市",
    "云阳县",
    "青岩区",
    "平湖市",
    "南安市",
    "东阳市",
    "金山区",
    "昌平区",
    "永康市",
    "海门区",
    "龙泉市",
    "安吉县",
    "武进区",
    "惠东县",
    "丰台区",
    "长乐区",
    "石狮市",
    "建德市",
    "兰溪市",
    "桐乡市",
    "天台县",
    "仙居县",
    "慈溪市",
    "余姚市",
    "象山县",
    "诸暨市",
    "嵊州市",
    "江山市",
    "乐清市",
]
BUREAUS = [
    "统计局",
    "商务局",
    "农业农村局",
    "工业和信息化局",
    "文化和旅游局",
    "交通运输局",
    "发展和改革委员会",
    "财政局",
    "市场监督管理局",
    "海关",
]
COMPANIES = ["远航", "华信", "东升", "国泰", "金石", "天元", "新川", "宏达", "中联", "海纳", "瑞丰", "启明"]
LINES = [
    "电子",
    "化工",
    "纺织",
    "汽车",
    "机械",
    "食品",
    "医药",
    "建材",
    "钢铁",
    "新能源",
    "集成电路",
    "生物医药",
]
GOODS = [
    "茶叶",
    "水果",
    "蔬菜",
    "大豆",
    "水产品",
    "机电产品",
    "集成电路",
    "电动自行车",
    "光伏组件",
    "钢材",
    "家具",
    "服装",
]
PARTNERS = ["美国", "日本", "韩国", "德国", "越南", "泰国", "马来西亚", "俄罗斯", "巴西", "法国"]
SURNAMES, GIVEN = (
    ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙"],
    ["建国", "晓燕", "志强", "丽华", "文博", "雨桐", "国栋", "海波", "静怡", "明远"],
)
RISES, FALLS = (
    ["增长", "上升", "提高", "增加", "攀升"],
    ["下降", "减少", "回落", "下滑", "降低"],
)


class Words:
    """The choices of one release."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.day = datetime.date(2019, 1, 5) + datetime.timedelta(days=self.chance.randrange(2200))
        self.place = self.pick(PLACES)
        self.company = f"{self.pick(PLACES)[:-1]}{self.pick(COMPANIES)}{self.pick(LINES)}股份有限公司"

    def pick(self, choices: Any) -> Any:
        return self.chance.choice(choices)

    def figure(self, most: float) -> str:
        value = self.chance.uniform(most / 50, most)
        return self.pick([f"{value:.0f}", f"{value:.1f}", f"{value:.2f}"])

    def money(self) -> str:
        return (
            self.pick(["", "约", "近", "超过"])
            + self.figure(900)
            + self.pick(["亿元", "万元", "亿元", "亿美元", "万亿元"])
        )

    def percent(self) -> str:
        return f"{self.chance.uniform(0.1, 29):.1f}%"

    def change(self) -> str:
        verb = self.pick(RISES if self.chance.random() < 0.7 else FALLS)
        return f"{self.pick(['同比', '比上年同期', '较去年', '环比', '同比'])}{verb}{self.percent()}"

    def period(self) -> str:
        year, month = self.day.year, self.day.month
        return self.pick(
            [f"{year}年{max(1, month - 1)}月", "今年以来", "上半年", "前三季度", f"1—{max(2, month - 1)}月", f"{year - 1}年", "去年全年",
             f"第{self.pick('一二三四')}季度", f"截至{month}月底", "上月"]
        )  # fmt: skip

    def person(self) -> str:
        return self.pick(SURNAMES) + self.pick(GIVEN)


def _output(w: Words) -> str:
    line, noun = w.pick(LINES), w.pick(["增加值", "总产值", "销售收入", "利润总额"])
    return w.pick(
        [
            f"{w.period()}，{w.place}规模以上{line}行业实现{noun}{w.money()}，{w.change()}。",
            f"分行业看，{line}行业{noun}{w.change()}，{w.pick(LINES)}行业{w.change()}。",
            f"{line}行业拉动作用明显，{w.period()}完成{noun}{w.money()}，占全部工业的{w.percent()}。",
        ]
    )


def _trade(w: Words) -> str:
    good, partner = w.pick(GOODS), w.pick(PARTNERS)
    return w.pick(
        [
            f"{w.period()}，全市外贸进出口{w.money()}，{w.change()}；其中出口{w.money()}，进口{w.money()}。",
            f"对{partner}出口{good}{w.figure(90)}万吨，价值{w.money()}，{w.change()}。",
            f"{good}出口{w.change()}，对{partner}、{w.pick(PARTNERS)}的出口分别为{w.money()}和{w.money()}。",
            f"民营企业进出口{w.money()}，占外贸总值的{w.percent()}，比重{w.pick(['提升', '下降'])}{w.figure(5)}个百分点。",
        ]
    )


def _projects(w: Words) -> str:
    return w.pick(
        [
            f"{w.period()}新开工项目{w.chance.randrange(3, 400)}个，总投资{w.money()}。",
            f"项目占地{w.figure(900)}亩，建筑面积{w.figure(30)}万平方米，预计{w.day.year + 1}年建成，达产后年产值可达{w.money()}。",
            f"全市固定资产投资{w.change()}，其中基础设施投资{w.change()}，民间投资{w.change()}。",
            f"截至目前，累计完成投资{w.money()}，占年度计划的{w.percent()}。",
        ]
    )


def _people(w: Words) -> str:
    return w.pick(
        [
            f"城镇新增就业{w.figure(9)}万人，完成年度目标的{w.percent()}。",
            f"居民人均可支配收入{w.chance.randrange(9000, 70000)}元，{w.change()}，扣除价格因素实际增长{w.percent()}。",
            f"居民消费价格{w.change()}，其中食品价格{w.change()}。",
            f"{w.period()}接待游客{w.figure(800)}万人次，实现旅游收入{w.money()}，{w.change()}。",
            f"参加培训的职工共{w.chance.randrange(20, 9000)}人，{w.chance.randrange(5, 60)}家企业到场招聘。",
        ]
    )


def _company(w: Words) -> str:
    return w.pick(
        [
            f"{w.company}公布，{w.period()}营业收入{w.money()}，{w.change()}，归属于股东的净利润{w.money()}。",
            f"公司毛利率为{w.percent()}，{w.pick(['上升', '下降'])}{w.figure(4)}个百分点，研发投入{w.money()}。",
            f"董事会建议派发末期股息每股{w.figure(2)}港元。",
            f"公司计划未来{w.pick('三五二')}年投入{w.money()}，把产能提高到每年{w.figure(90)}万吨。",
        ]
    )


def _farming(w: Words) -> str:
    good = w.pick(GOODS[:5])
    return w.pick(
        [
            f"全县{good}种植面积{w.figure(80)}万亩，总产量{w.figure(60)}万吨，{w.change()}。",
            f"{good}每公斤{w.figure(60)}元，比上周{w.pick(['上涨', '回落'])}{w.percent()}。",
            f"带动{w.chance.randrange(100, 20000)}户农户增收，户均{w.chance.randrange(800, 30000)}元。",
        ]
    )


def _traffic(w: Words) -> str:
    return w.pick(
        [
            f"{w.period()}港口完成货物吞吐量{w.figure(4)}亿吨，集装箱{w.figure(900)}万标箱，{w.change()}。",
            f"铁路发送旅客{w.figure(90)}万人次，日均{w.figure(9)}万人次。",
            f"新线全长{w.figure(300)}公里，设站{w.chance.randrange(3, 40)}座，设计时速{w.pick([160, 250, 350])}公里。",
        ]
    )


def _saying(w: Words) -> str:
    return w.pick(
        [
            f"{w.place}{w.pick(BUREAUS)}局长{w.person()}表示，下一步将{w.pick(['持续优化营商环境', '落实各项惠企政策', '加快重点项目建设', '扩大有效投资'])}，力争全年增速达到{w.percent()}以上。",
            f"{w.person()}在会上说：“{w.pick(['我们有信心完成全年目标', '企业的获得感正在增强', '发展的质量稳步提高'])}。”",
            f"会议由副市长{w.person()}主持，{w.chance.randrange(20, 300)}人参加。",
        ]
    )


KINDS: tuple[tuple[str, tuple[Callable[[Words], str], ...]], ...] = (
    ("{place}{period}工业经济运行平稳", (_output, _projects, _people, _output)),
    ("{place}{period}外贸进出口{change}", (_trade, _trade, _output, _traffic)),
    ("{company}发布{period}业绩", (_company, _company, _trade)),
    ("{place}{period}农业生产形势良好", (_farming, _farming, _people)),
    ("{place}召开新闻发布会通报{period}经济运行情况", (_output, _trade, _projects, _people, _traffic)),
    ("{place}文旅市场{period}持续升温", (_people, _traffic, _people, _projects)),
    ("{place}港口吞吐量{change}", (_traffic, _traffic, _trade)),
)


def release(number: int) -> dict[str, str]:
    """The release of a number: `id`, `title`, `published`, `text`."""
    w = Words(number)
    pattern, makers = w.pick(KINDS)
    title = pattern.format(place=w.place, company=w.company, period=w.period(), change=w.change())
    sentences = [w.pick(makers)(w) for _ in range(w.chance.randrange(5, 12))] + [_saying(w)]
    lines = [
        title,
        f"{w.place[:-1]}{w.day.month}月{w.day.day}日电（记者 {w.person()}）" + "".join(sentences[:2]),
    ]
    rest = sentences[2:]
    w.chance.shuffle(rest)
    lines += ["".join(rest[start : start + 3]) for start in range(0, len(rest), 3)]
    if w.chance.random() < 0.15:
        lines += ["指标\t数值（亿元）\t同比（%）"] + [
            f"{name}\t{w.figure(900)}\t{w.chance.uniform(-9, 19):.1f}" for name in w.chance.sample(LINES, 4)
        ]
    if w.chance.random() < 0.4:
        lines.append(
            w.pick(
                [
                    "（完）",
                    "责任编辑：" + w.person(),
                    f"【打印本页】【关闭窗口】\n主办：{w.place}人民政府办公室",
                ]
            )
        )
    text = "\n".join(lines)
    if w.chance.random() < 0.4:
        text = _traditional().convert(text)
    return {"id": f"r{number}", "title": title, "published": w.day.isoformat(), "text": text}


@cache
def _traditional() -> Any:
    return opencc.OpenCC("s2t")


def releases(count: int) -> Iterator[dict[str, str]]:
    return map(release, range(count))


if __name__ == "__main__":
    for row in releases(int(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))
