"""Three short releases, by the names of their files."""

TEXTS = {
    "a": "全市新增高新技术企业430家,同比增长7.5%。",
    "b": "港口今年完成货物吞吐量3.2亿吨。",
    "c": "上半年全县外贸进出口18亿元,下降2.1%。",
}
