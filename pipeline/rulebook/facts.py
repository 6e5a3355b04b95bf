"""The rule classes of what facts are linked with: `metrics`, `metric_words`, `status_cues`, `change_cues`,
`subject_words`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipeline import model
from pipeline.rulebook.base import Entry


class Indicator(Entry):
    """An indicator that press releases report, with its names in mainland, Taiwan, Hong Kong and Macau usage."""

    names: tuple[str, ...] = Field(min_length=1)
    """They all mean the same; the first is the canonical one; all are Simplified."""
    alone: tuple[str, ...] = ()
    """Words that mean it only where they are the whole metric: 成交|87宗."""
    ahead: tuple[str, ...] = ()
    """Verbs that mean it where they stand before what it is of: 出口|电子零部件."""
    label: str
    """In English."""
    dimension: str
    """What its level is measured in: money, count, percent, index, number, goods (a count or any measure), energy, any, or a
    dimension of `units.toml`. Indicators of different dimensions may share a name; the number tells them apart."""
    nature: Literal["flow", "stock", "rate", "index", "single"]
    """Of a period, at a date, a ratio or price, an index, or a sum of one deal or work and of no period: 合同金额."""
    additive: bool = False
    """Whether values of parts (areas, months) may be added up."""
    rebased: bool = False
    """Whether its growth is reckoned at constant prices or on a comparable basis, so that the levels of two periods do
    not give it: 国内生产总值, 固定资产投资."""


class MetricWord(Entry):
    """Words that stand between a number and the name of what it measures, or begin or end that name.

    level       says the number is the value: 达, 为, 突破; no part of the name
    split       a verb before the name, no part of it: 实现营收…, 拥有企业…
    head        a verb that belongs to the name: 新增企业, 入驻企业; alone it may be the whole name (已使用…)
    adverb      only modifies: 约, 共, 首次; no part of the name
    compare     begins what a change is measured against: 较, 比, 与
    compare_end ends it: 相比, 比较
    preposition the name begins after it
    end         a noun that names a measure, so that what stands before it is whose it is: 电子产品|出口额
    share       占: what follows is the whole, what stands before is the part
    plain       verbs that do not say what was done: their number is of what was spoken of before
    average     names that say a value is a mean: 人均, 每股
    share_name  nouns for a share, which a percentage under them states: 比重, 占比
    contribution nouns for what a part adds to the whole: 贡献率
    of_goods    measures before which stands of what goods or whose they are: 服装|销货价值
    modifier    belongs to the name of a measure and says nothing of whose it is: 外销|订单
    new         begins the name of what was added in a period, so that a stock is a flow: 新增|企业
    degree      an adverb that stays in the name of a measure: 最低|气压
    glued_end, glued_start  characters that the segmenter may leave on a word it does not know: 倍差为, 共设
    cumulative  says that a value is the sum since a beginning: 累计
    plain_noun  a noun that looks like a measure and is none: 质量, 少数
    bound       says on which side of the number the value lies, and stands between it and its verb: 增长|超过|5%
    bound_behind the same behind the number: 左右, 以上
    joining     of the words that compare, those that join two names as often: 与…相比, 和…持平
    each        deals out what stands before it to the numbers after it: 分别
    rank        before a number that only says how many lead a list: 前|三位
    tenor       behind a number that is a tenor: 3个月|期
    after_time  may stand between a time and the number that holds for it: 2021年|末的|3亿元

    A name that begins with * is the end of a word: `*率` makes an `end` of 入院率.
    """

    names: tuple[str, ...] = Field(min_length=1)
    role: Literal[
        "level", "split", "head", "adverb", "compare", "compare_end", "preposition", "end", "share", "plain",
        "average", "share_name", "contribution", "glued_end", "glued_start", "plain_noun", "of_goods", "modifier", "degree", "new", "cumulative",
        "bound", "bound_behind", "joining", "each", "rank", "tenor", "after_time",
    ]  # fmt: skip


_WITH_STATUS = ("before", "behind", "coming", "must", "once")


class StatusCue(Entry):
    """Words that say a number is no plain fact.

    before    stands before the number: 预计, 力争, 最高
    behind    stands behind it: (1000万人次)的目标, (40%)上限
    finished  stands behind what is done: (60亿元)已到位
    foresight makes a plan word right behind it an estimate: 有望|冲击3亿元
    coming    before a verb, says what will be: 将
    must      before a verb, says what is to be done: 要, 须
    once      says when something will be: 建成后, 届时
    if        begins a condition: 若, 如果
    if_not    what follows 若 where it is none: 若|不计…
    grant     what a rule gives to those who fulfil a condition: 奖励
    benefit   what else it gives or spares them: 免征, 可获
    fulfil    before a number that has to be reached: (年)满(60岁)
    meant     whom or what a threshold picks out: 超过(100万辆)的|城市
    threshold says on which side of it they must lie: (5亿元)以上的企业
    joined    joins a second condition: (50万元)以上且连续…
    """

    names: tuple[str, ...] = Field(min_length=1)
    part: Literal[
        "before",
        "behind",
        "finished",
        "foresight",
        "coming",
        "must",
        "once",
        "if",
        "if_not",
        "grant",
        "benefit",
        "fulfil",
        "meant",
        "threshold",
        "joined",
    ] = "before"
    status: model.Status = "actual"
    """Of before, behind, coming, must and once, which have to give it; `actual` ends what an earlier cue began: 已, 实际."""
    provisional: bool = False
    negated: bool = False
    foretold: tuple[str, ...] = ()
    """Those of the names that are nouns for a figure that may itself go up or down: 增长预测由3%调高为4%."""
    weak: bool = False
    """Any other cue before it wins: 目标下修至…"""
    not_before: tuple[str, ...] = ()
    """What follows when it is no cue: 预期寿命."""
    not_after: tuple[str, ...] = ()
    """What stands up to three words before it when it is no cue: 优于预期."""
    nouns: tuple[str, ...] = ()
    """Those of the names that may be nouns (行动计划): they are cues only before a verb or where they begin."""
    requires: tuple[str, ...] = ()
    """One of these must stand near it: 最高 is a cap only of 奖励, 补贴 …"""

    @model_validator(mode="after")
    def _says(self) -> StatusCue:
        if ("status" in self.model_fields_set) != (self.part in _WITH_STATUS):
            raise ValueError(f"status is for the parts {', '.join(_WITH_STATUS)} alone, and they need it")
        return self


class ChangeCue(Entry):
    """Words of change.

    move    a verb of change: 增长, 下降, 年增
    pull    what lowers a rate named behind it: 拉低|增速|1.3个百分点
    either  a verb of change whose number has a sign: 变动-2.4%
    differ  a change where something is compared: (比去年)多3万人, 高了两成
    than    a difference in points from what follows: (增速)高于全市1.6个百分点
    rate    a noun for a rate of change: 增速, 降幅; without a direction it goes either way: 调幅
    turn    what happens to a rate: 收窄, 扩大; a move when there is no rate before it
    arrive  says the number is what was arrived at: 增至, 升至
    to      does so behind a verb of change: 增长|到3亿元
    done    may stand between a verb of change and its number: 涨|了3元
    base    says what is compared with: 同比, 环比
    whole_time  in the words of a time that is a whole year: 去年全年 is no base for yoy of a part
    same_time, last_time  stand in times that changes are measured against: 去年同期; 上月
    same    no change: 持平
    """

    names: tuple[str, ...] = Field(min_length=1)
    part: Literal[
        "move",
        "pull",
        "either",
        "differ",
        "than",
        "rate",
        "turn",
        "arrive",
        "to",
        "done",
        "base",
        "same_time",
        "last_time",
        "whole_time",
        "same",
    ]
    direction: model.Direction | None = None
    basis: model.ChangeBasis | None = None


class SubjectWord(Entry):
    """Words about whom something is said.

    area     stands for a place known from the text: 全市, 我省
    body     stands for an organisation or thing known from the text: 公司, 集团, 该中心
    member   goes down into a part of what was named: 其中
    say      a verb of saying or publishing; who stands before it is no subject
    reset    ends what was carried over: 目前 (the period)
    generic  no subject though it looks like one: 记者, 据悉
    owner    what owns measures: a body, a place, a thing: 工厂, 绿道, 电池
    group    many of a kind, which own measures where nobody else is named: 居民, 企业
    kind     a kind of goods or industry, which says more than the place the text is about
    partner  whom something is done with or to stands after it, no subject: 对美国出口
    trade    of these, those whose partner is a dimension: 对, 自
    origin   a change starts from what stands after it: 由2020年的12万人增加到…
    validity a clause with it says when a rule holds, not a number: 施行, 有效期
    locative where something happens stands after it: 于开曼群岛注册
    aspect   ends a heading phrase that names no thing: 制造业方面
    event    a clause with it tells of an event or a report and sets no subject: 举行, 专电
    official bodies that announce figures about others: 统计局, 管理署

    inside   may stand in a name, though elsewhere it is an adverb, a verb or a pronoun: 三大|法人, 西南|某|高校
    pointing stands for something said before, and in no name: 这是|历年
    company  stands for the one company that a text is about: 公司

    company_end how names of companies end that nothing else knows: 星川科技|拟…

    A name that begins with * is the end of a word or name.
    """

    names: tuple[str, ...] = Field(min_length=1)
    role: Literal[
        "area", "body", "member", "say", "reset", "generic", "owner", "group", "kind", "partner", "trade", "origin", "validity", "locative", "aspect",
        "event", "official", "company_end", "inside", "pointing", "company",
    ]  # fmt: skip
