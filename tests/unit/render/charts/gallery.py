"""Plain data that shows every chart once, in both languages."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from bidkit import render
from bidkit.render.model import Document

TEMPLATES = Path(__file__).parents[1] / "templates"

Said = Callable[[str, str], str]


def data(language: str = "en") -> dict[str, object]:
    """Return what the gallery shows."""

    def said(english: str, translated: str) -> str:
        return translated if language == "zh-CN" else english

    return {
        "words": {
            "title": said("Chart gallery", "图表集"),
            "waterfall": said(
                "Discounts and terms take 12% from list price to pocket price", "折扣和条件使标价到实收价减少12%"
            ),
            "curve": said("Expected gross profit is greatest at the balanced price", "均衡报价处的期望毛利最大"),
            "timeline": said("The tender closes nine weeks before the plant stops", "投标截止比停产检修早九周"),
            "scatter": said("Two of the three most influential people are against us", "三位最有影响力者中有两位反对"),
            "range": said("The ranges overlap by 60,000", "双方区间重叠六万元"),
            "funnel": said("One lead in twelve becomes an order", "每十二条线索有一个订单"),
            "tornado": said("The steel price moves the margin most", "钢价对毛利影响最大"),
            "tree": said(
                "Three departments decide; two of their heads are in conflict", "三个部门参与决定，其中两位负责人有冲突"
            ),
        },
        "waterfall": _waterfall(said),
        "curve": _curve(said),
        "timeline": _timeline(said),
        "today": dt.date(2026, 11, 3),
        "scatter": _scatter(said),
        "range": {
            "seller": {
                "label": said("We sell", "我方（卖方）"),
                "opening": 1480000,
                "target": 1390000,
                "limit": 1310000,
            },
            "buyer": {
                "label": said("Steel Works buys", "钢铁厂（买方）"),
                "opening": 1190000,
                "target": 1280000,
                "limit": 1370000,
            },
        },
        "funnel": tuple(
            {"label": label, "value": value}
            for label, value in (
                (said("Leads", "线索"), 240),
                (said("Opportunities evaluated", "已评估机会"), 96),
                (said("On the candidate list", "入围名单"), 60),
                (said("Bids submitted", "已投标"), 44),
                (said("Orders", "订单"), 20),
            )
        ),
        "tornado": tuple(
            {"label": label, "low": low, "high": high}
            for label, low, high in (
                (said("Exchange rate", "汇率"), 70000, 91000),
                (said("Steel price", "钢价"), 118000, 31000),
                (said("Assembly hours on site", "现场装配工时"), 96000, 52000),
                (said("Delay damages", "误期赔偿"), None, 40000),
                (said("Freight", "运费"), 84000, 95000),
            )
        ),
        "people": _people(said),
        "links": (
            {"from": "p2", "to": "p4", "kind": "conflict", "label": said("who owns the budget", "预算归属")},
            {"from": "p6", "to": "p1", "kind": "influence", "label": said("former colleagues", "老同事")},
        ),
        "many": _many(said),
    }


def _waterfall(said: Said) -> tuple[dict[str, object], ...]:
    return (
        {"label": said("List price", "标价"), "value": Decimal(1480000), "kind": "total"},
        {"label": said("Project discount", "项目折扣"), "value": Decimal(-148000), "kind": "change"},
        {"label": said("Additional spare parts set", "附加备件包"), "value": Decimal(36000), "kind": "change"},
        {"label": said("Net invoice price", "净开票价"), "value": Decimal(1368000), "kind": "total"},
        {"label": said("Payment terms: 180 days after acceptance", "付款条件：验收后180天"), "value": Decimal(-41000)},
        {"label": said("Freight and insurance", "运费和保险"), "value": Decimal(-28500)},
        {"label": said("Agent's commission", "代理佣金"), "value": None},
        {"label": said("Pocket price", "实收价"), "kind": "total"},
    )


def _curve(said: Said) -> dict[str, object]:
    def point(price: int) -> dict[str, object]:
        chance = Decimal(1) / (1 + Decimal("2.718") ** ((Decimal(price) - 1300000) / 60000))
        chance = round(chance, 3)
        return {"price": price, "chance": chance, "profit": round(chance * (price - 1150000), -2)}

    named = (
        (said("Floor", "底价"), 1210000),
        (said("Aggressive", "进取"), 1240000),
        (said("Balanced", "均衡"), 1260000),
        (said("Premium", "高位"), 1360000),
    )
    return {
        "points": tuple(point(price) for price in range(1150000, 1480001, 10000)),
        "marks": tuple({"label": label, **point(price)} for label, price in named),
        "bands": ({"label": said("Below the floor", "低于底价"), "low": None, "high": 1210000},),
    }


def _timeline(said: Said) -> tuple[dict[str, object], ...]:
    return (
        {
            "label": said("Technical clarification", "技术澄清"),
            "start": dt.date(2026, 9, 14),
            "end": dt.date(2026, 10, 16),
        },
        {"label": said("Bid preparation", "编制投标文件"), "start": dt.date(2026, 10, 19), "end": dt.date(2026, 12, 4)},
        {"label": said("Tender closes", "投标截止"), "date": dt.date(2026, 12, 7)},
        {
            "label": said("Negotiation", "谈判"),
            "start": {"year": 2026, "month": 12, "day": None},
            "end": {"year": 2027, "month": 1, "day": None},
        },
        {
            "label": said("Manufacture and works acceptance test", "制造和出厂验收"),
            "start": dt.date(2027, 1, 18),
            "end": None,
        },
        {"label": said("Planned stop of the plant", "计划停产检修"), "date": {"year": 2027, "month": 2, "day": 8}},
        {"label": said("Whole project", "整个项目"), "start": dt.date(2026, 9, 1), "end": dt.date(2027, 6, 30)},
        {"label": said("Guarantee", "质保"), "start": None, "end": None},
    )


def _scatter(said: Said) -> dict[str, object]:
    people = (
        (said("Wang Jianguo", "王建国"), -1, 5),
        (said("Li Wei", "李伟"), 2, 3),
        (said("Chen Bo", "陈波"), 2, 3),
        (said("Zhang Min", "张敏"), -2, 4),
        (said("Liu Yang", "刘洋"), 0, 1),
        (said("Zhao Lei", "赵磊"), 1, 5),
        (said("Production manager, not identified", "生产经理（未确定）"), None, 4),
    )
    attitudes = (
        (-2, said("opponent", "反对")),
        (-1, said("sceptic", "怀疑")),
        (0, said("neutral", "中立")),
        (1, said("supporter", "支持")),
        (2, said("champion", "内线")),
    )
    return {
        "points": tuple({"label": name, "x": x, "y": y} for name, x, y in people),
        "across": {
            "title": said("Attitude to us", "对我方态度"),
            "low": -2,
            "high": 2,
            "steps": tuple({"value": value, "label": label} for value, label in attitudes),
        },
        "upward": {"title": said("Influence on the decision", "对决策的影响力"), "low": 0, "high": 5},
    }


def _people(said: Said) -> tuple[dict[str, object], ...]:
    board, works, buying = said("Management", "管理层"), said("Springs works", "弹簧厂"), said("Purchasing", "采购部")
    rows = (
        (
            "p1",
            said("Wang Jianguo", "王建国"),
            said("General manager", "总经理"),
            board,
            None,
            5,
            said("neutral", "中立"),
        ),
        ("p2", said("Li Wei", "李伟"), said("Works director", "厂长"), works, "p1", 4, said("supports us", "支持我方")),
        (
            "p3",
            said("Chen Bo", "陈波"),
            said("Maintenance engineer", "设备工程师"),
            works,
            "p2",
            2,
            said("champion", "内线"),
        ),
        (
            "p4",
            said("Zhang Min", "张敏"),
            said("Head of purchasing", "采购部部长"),
            buying,
            "p1",
            4,
            said("prefers a rival", "倾向对手"),
        ),
        ("p5", None, said("Buyer, mechanical", "机械采购员"), buying, "p4", 1, said("unknown", "未知")),
        (
            "p6",
            said("Zhao Lei", "赵磊"),
            said("Design institute", "设计院"),
            said("Outside", "外部"),
            None,
            3,
            said("supports us", "支持我方"),
        ),
        (
            "p7",
            said("Liu Yang", "刘洋"),
            said("Shift leader of the coil line, nights", "卷簧线夜班班长"),
            works,
            "p2",
            0,
            said("neutral", "中立"),
        ),
    )
    keys = ("id", "name", "title", "department", "reports_to", "influence", "attitude")
    return tuple(dict(zip(keys, row, strict=True)) for row in rows)


def _many(said: Said) -> tuple[dict[str, object], ...]:
    """Return sixty people in six departments."""
    rows: list[dict[str, object]] = []
    for number in range(60):
        department = max(number - 1, 0) % 6
        rows.append(
            {
                "id": f"m{number}",
                "name": said(f"Zhang Xiaoming {number}", f"张晓明{number}"),
                "title": said("Procurement engineer", "采购工程师"),
                "department": said(f"Department {department + 1}", f"第{department + 1}部门"),
                "reports_to": None if number == 0 else "m0" if number <= 6 else f"m{department + 1}",
                "influence": number % 6,
                "attitude": said("neutral", "中立"),
            }
        )
    return tuple(rows)


def gallery(language: str) -> Document:
    """Return the gallery as a document."""
    return render.document("gallery.html", data(language), language=language, folders=[TEMPLATES])
