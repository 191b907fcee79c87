"""A candidate of Anhui's graduation guide, as tests of several doors play one."""

READY = {
    "合肥": "否",
    "哪个层次": "专科",
    "一起申请": "否",
    "上半年还是下半年": "上半年",
    "免考或课程替代": "否",
    "别的准考证号下面": "否",
    "护理": "否",
    "成绩都够": "是",
    "思想品德": "是",
    "同一个专业": "否",
    "个人身份信息都对": "是",
    "什么状态": "审核通过",
}
"""By a part of the question: of a reader who has what it takes and owes nothing."""
