"""How people head the columns of their requirement lists, and which words they write in them, English and Chinese."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

NUMBER = "number"
"""The column of the tender's own numbering, which is no field: ids are made of it, and `source` keeps it."""

_HEADINGS: Mapping[str, str] = {
    "id": "id, req id, requirement id, identifier, 编号, 标识, 需求编号, 要求编号",
    NUMBER: "number, no, nr, nos, #, item no, clause, clause no, clause number, section, ref, reference, s/n, "
    "序号, 条款, 条款号, 条目号, 章节, 章节号, 项号, 招标文件条款号",
    "source": "source, 来源, 出处",
    "group": "group, 组, 组别, 分组",
    "category": "category, area, 类别, 分类",
    "needs": "needs, need, 客户需求, 对应需求",
    "text": "text, requirement, requirements, requirement text, description, specification, technical requirement, "
    "technical requirements, technical specification, tender requirement, 要求, 需求描述, 需求内容, "
    "技术要求, 技术参数, 招标要求, 招标文件要求, 技术规格, 内容, 原文, 条款内容",
    "obligation": "obligation, mandatory or scored, must or scored, 约束力, 性质, 要求性质",
    "weight": "maximum points, points, weight, max points, 最高分值, 分值, 权重, 得分, 满分",
    "ours.answer": "our answer, answer, compliance, response, bidder response, supplier response, 我方响应, 回答, "
    "响应, 响应情况, 偏离情况, 是否响应",
    "ours.offered": "value offered, offered, offered value, our offer, bid value, 我方提供值, 提供值, 投标值, "
    "响应值, 投标参数, 投标响应",
    "ours.evidence": "evidence, evidence reference, proof, supporting document, 证据, 证明材料, 证明文件, 佐证材料",
    "ours.benefit": "benefit, customer benefit, 客户收益, 收益",
    "ours.deviation": "deviation, deviations, 偏离说明, 偏离, 偏离内容",
    "ours.reason": "reason for the deviation, reason, 偏离理由, 偏离原因, 理由",
    "ours.date": "answered on, date of answer, 响应日期, 答复日期",
    "verification.test": "test, verification, verified by, verification method, 试验, 验证, 验证方法, 检验方法",
    "verification.standard": "test standard, standard, 试验标准, 检验标准, 标准",
    "verification.criterion": "accepted when, criterion, acceptance criterion, acceptance criteria, 合格判据, "
    "验收标准, 判据, 验收准则",
    "cost_lines": "cost lines, cost line, 成本明细, 成本项",
    "no_cost": "why it costs nothing, no cost, 不产生成本的原因",
    "origin": "origin, put forward by, 提出方",
    "state": "state, 状态",
    "justification": "justification, 理由说明",
    "or_equivalent": "or equivalent, 等同表述",
    "published_on": "published on, 发布日期",
    "date": "learned on, 获知日期",
    "note": "internal note, 内部备注",
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "obligation": {"mandatory": "mandatory, must, shall, 强制, 必须, ★", "scored": "scored, 评分, 得分项"},
    "ours.answer": {
        "comply": "comply, complies, compliant, fully compliant, 满足, 符合, 完全满足, 无偏离",
        "partially": "partially, partly, complies in part, partial, partially compliant, 部分满足, 部分符合",
        "deviate": "deviate, deviates, deviation, non-compliant, not compliant, 偏离, 负偏离, 不满足, 不符合",
        "exceed": "exceed, exceeds, 超出, 优于, 正偏离",
    },
    "origin": {
        "customer": "customer, 客户",
        "proposed": "proposed, proposed by us, 我方提出",
        "rival": "a rival, 竞争对手",
    },
    "state": {
        "proposed": "proposed, 已提出",
        "adopted": "adopted, 已采纳",
        "changed": "changed, adopted in changed form, 修改后采纳",
        "refused": "refused, 被拒绝, 未采纳",
        "unknown": "unknown, 未知",
    },
}
_PARTS = re.compile(r"[\n/|()]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")


def _listed(text: str) -> list[str]:
    return [plain(each) for each in text.split(", ")]


def plain(heading: str) -> str:
    """Return a heading without what people write differently: case, width, dots, underscores, doubled blanks."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("_", " ")
    return " ".join(text.split()).strip(" .:*")


_FIELD_OF = {alias: name for name, aliases in _HEADINGS.items() for alias in _listed(aliases)}
_WORD_OF = {
    name: {plain(each): word for word, said in words.items() for each in (word, *said.split(", "))}
    for name, words in _WORDS.items()
}


def field_of(heading: str) -> str | None:
    """Return the field that a heading means; of one in two languages, what both or one of them means."""
    if plain(heading) in _FIELD_OF:
        return _FIELD_OF[plain(heading)]
    found = {_FIELD_OF[part] for part in _ways(heading) if part in _FIELD_OF}
    return found.pop() if len(found) == 1 else None


def _ways(heading: str) -> Iterator[str]:
    """Yield the parts of a heading that may carry its meaning: `No. 序号` is two, `Requirement (EN)` as well."""
    yield plain(heading)
    for part in _PARTS.split(unicodedata.normalize("NFKC", heading)):
        yield plain(part)
        yield "".join(_CHINESE.findall(part))
        yield plain(_CHINESE.sub(" ", part))


def suggested(heading: str) -> str | None:
    """Return the field that a heading may mean, for a person to decide."""
    close = (get_close_matches(way, _FIELD_OF, n=1, cutoff=0.75) for way in _ways(heading) if len(way) > 2)
    return next((_FIELD_OF[each[0]] for each in close if each), None)


def word_of(field: str, said: str) -> str:
    """Return the record's word for what a person wrote, or what was written where it is none."""
    return _WORD_OF.get(field, {}).get(plain(said), said)
