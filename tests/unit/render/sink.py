"""Plain data that fills the template which uses every element, in both languages."""

from decimal import Decimal
from types import MappingProxyType

from bidkit.phrases import Phrase

_ENGLISH = {
    "due": "Due",
    "budget": "Budget",
    "summary": "Summary & finding",
    "lead": "The customer decides in March; three of six key people have been met.",
    "body": "The stand moves steel coils of 28 t between the line and the store, twice per shift, and has to "
    "keep its position within 2 mm < 3 mm while the line is running.",
    "strong": "Go all out",
    "em": "with one condition",
    "see": "the points",
    "after": "A line after a break.",
    "note": "Note: figures without tax.",
    "source": "Source: minutes of the meeting, 3 November 2026.",
    "points": "Points",
    "one": "First the drive is measured",
    "two": "Then the springs are loaded & released",
    "callouts": "Callouts",
    "fill": "To fill in",
    "measured": "Measured load",
    "tables": "Tables and figures",
    "prices": "Prices of the main parts, delivered at place",
    "item": "Item",
    "price": "Price",
    "count": "Number",
    "unit": "Each",
    "sum": "Sum",
    "discount": "Discount",
    "other": "Other tables",
    "pictures": "Pictures",
    "finding": "Reputation is far below its full score.",
    "threshold": "needed",
    "levels": "Scores against what was possible",
    "grade": "Grade of the customer",
    "time": "Expected time",
    "chance": "Possibility",
    "wide": "Wide table",
    "sign": "Signatures",
    "buyer": "For the buyer",
    "seller": "For the seller",
    "witness": "Witness",
}
_CHINESE = {
    "due": "截止",
    "budget": "预算",
    "summary": "摘要与结论",
    "lead": "客户将于三月决定；六位关键人物中已会见三位。",
    "body": "该工位每班两次在生产线与仓库之间搬运28吨钢卷，并须在生产线运行时将位置保持在2毫米以内。",
    "strong": "全力以赴",
    "em": "附一项条件",
    "see": "要点",
    "after": "换行之后的一行。",
    "note": "注：数字不含税。",
    "source": "来源：2026年11月3日会议纪要。",
    "points": "要点",
    "one": "先测量驱动装置",
    "two": "再对弹簧加载和卸载",
    "callouts": "提示框",
    "fill": "填写",
    "measured": "实测载荷",
    "tables": "表格与图",
    "prices": "主要部件价格，交货至指定地点",
    "item": "项目",
    "price": "价格",
    "count": "数量",
    "unit": "单价",
    "sum": "合计",
    "discount": "折扣",
    "other": "其他表格",
    "pictures": "图形",
    "finding": "信誉得分远低于满分。",
    "threshold": "要求",
    "levels": "得分与满分对比",
    "grade": "客户等级",
    "time": "预计时间",
    "chance": "可能性",
    "wide": "宽表",
    "sign": "签署",
    "buyer": "买方",
    "seller": "卖方",
    "witness": "见证人",
}


def data(language: str = "en") -> dict[str, object]:
    """Return what the template shows."""
    chinese = language == "zh-CN"
    words = _CHINESE if chinese else _ENGLISH
    names = ("螺旋弹簧 Ø 40", "导向架", "控制柜") if chinese else ("Coil spring Ø 40", "Guide frame", "Control cabinet")
    return {
        "title": "评估表：弹簧" if chinese else "Evaluation sheet: springs",
        "id": "EV-0042",
        "author": "陈伟" if chinese else "A. Rep",
        "subject": "Springs & frames",
        "status": "草稿" if chinese else "DRAFT",
        "revision": "B",
        "organisation": "华东弹簧有限公司" if chinese else "East Springs Ltd",
        "kicker": "内部文件" if chinese else "INTERNAL",
        "subtitle": words["lead"],
        "facts": (("客户", "钢铁厂"), ("地点", "上海"))
        if chinese
        else (("Customer", "Steel Works"), ("Place", "Shanghai")),
        "due": MappingProxyType({"year": 2027, "month": 3, "day": None}),
        "nothing": None,
        "words": MappingProxyType(words),
        "lines": tuple(
            {
                "name": names[n % 3],
                "count": n + 1,
                "unit": Decimal("1250.50"),
                "sum": Decimal("1250.50") * (n + 1),
            }
            for n in range(28)
        ),
        "total": Decimal("507703.00"),
        "discount": Decimal("0.025"),
        "threshold": Decimal("12"),
        "bars": tuple(
            {"label": label, "value": value, "full": 20, "note": note}
            for label, value, note in (
                (words["lead"], Decimal("16.5"), Phrase("missing")),
                (words["strong"], 8, None),
                (words["note"], None, None),
                (words["em"], 20, words["em"]),
            )
        ),
        "times": ("0-3", "3-6", "6-12") if chinese else ("Within 3 months", "3 to 6 months", "Later"),
        "chances": ("高", "中", "低") if chinese else ("High", "Medium", "Low"),
        "grades": (("A", "A", "B"), ("A", "B", "C"), ("C", "D", "D")),
    }
