"""Answers in Traditional Chinese: what is read is converted, what is data is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from zikao.api import http, strict_json
from zikao.api.assembly import services_for
from zikao.api.dispatch import respond
from zikao.api.http import Request, Response
from zikao.api.models import ProcedureEntry
from zikao.api.origins import Origins
from zikao.api.problems import Problem
from zikao.api.routes import ROUTES
from zikao.api.sentences import SENTENCES, in_traditional
from zikao.api.services import Services
from zikao.checks.fit.spec import CannotFitError
from zikao.chinese.convert import shared_converter
from zikao.report import Citation, Finding, FittedFile, Question, Region, Report, Target

from .conftest import STAMP, report_on

DATA = {
    "Band": {"line", "rule", "severity"},
    "PageRead": {"entry", "ticket_number", "typed", "read"},
    "ByEye": {"id", "severity"},
    "Citation": {"source", "authority", "address", "issued"},
    "Duty": {"rule", "exception", "due", "state"},
    "Elsewhere": {"id"},
    "Engine": {"name", "version"},
    "FieldProblem": {"pointer"},
    "Finding": {"id", "outcome", "severity", "tolerance_from", "by", "missing", "reason", "measured_on"},
    "FittedFile": {"name", "media_type", "sha256", "base64"},
    "Problem": {"type"},
    "Question": {"fact", "type"},
    "Region": {"entry", "line"},
    "Report": {"check", "verdict", "missing", "measured_on"},
    "RulebookStamp": {"id", "version", "sha256", "reviewed_on"},
    "Target": {"province", "item", "city", "file"},
    "Health": {"status"},
    "UploadPlace": {"upload", "url", "fields"},
    "Waiting": {"state", "check", "href"},
    "RulebookEntry": {"id", "href"},
    "RulebookDetails": {"id", "href"},
    "City": {"id"},
    "ProcedureEntry": {"id", "href"},
    "SpecEntry": {"id", "file_class", "href"},
    "PhotoEntry": {"id", "file_class", "href"},
}
"""Texts that are no sentences: what identifies, measures, dates, or was written by the reader."""
TRADITIONAL = {"accept-language": "zh-TW,zh;q=0.9,en;q=0.8"}
JSON = {"content-type": "application/json"}
FILE = {"content-type": "application/octet-stream", "x-zikao-consent": "yes"}


@pytest.fixture(scope="module")
def words() -> Callable[[str], str]:
    pytest.importorskip("opencc", reason="OpenCC is not installed")
    converter = shared_converter()
    assert converter is not None
    return converter.words


def models() -> set[type[BaseModel]]:
    """Every model that leaves the service, with all that they hold."""
    todo: list[type[BaseModel]] = [Problem, *(route.answer for route in ROUTES if route.answer)]
    seen = set[type[BaseModel]]()
    while todo:
        if (model := todo.pop()) not in seen:
            seen.add(model)
            for field in model.model_fields.values():
                todo += [each for each in leaves(field.annotation) if issubclass(each, BaseModel)]
    return seen


def leaves(annotation: Any) -> Iterator[type]:
    """The plain types and models in an annotation."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for inner in get_args(annotation):
        yield from [type(inner)] if isinstance(inner, str) else leaves(inner) if inner is not Any else [str]


def test_every_text_is_a_sentence_or_is_data() -> None:
    """A new field has to be put into one of the two lists."""
    texts = {
        model.__name__: {
            name for name, field in model.model_fields.items() if str in set(leaves(field.annotation))
        }
        for model in models()
    }
    read = {model.__name__: set(fields) for model, fields in SENTENCES.items()}
    for model, found in texts.items():
        sentences, data = read.get(model, set()), DATA.get(model, set())
        assert not sentences & data, model
        assert sentences | data == found, model
    assert set(read) <= set(texts)


def report(**changes: Any) -> Report:
    """One that holds data in every place where there may be some."""
    finding = Finding(
        id="package.名",
        outcome="no",
        severity="must",
        title="图像检查",
        sentence="打开“国图.jpg”时发现问题：国文。",
        measured="国文",
        mend="重发 国图.jpg、国文集。",
        cites=(Citation(source="源", title="通知", clause="第一条", authority="official", address="网"),),
        regions=(Region(entry="国图.jpg"), Region(entry="照片/头发")),
    )
    question = Question(fact="学", ask="学历？", type="choice", options={"学": "学历"})
    return Report(
        **{
            **report_on().model_dump(),
            "target": Target(province="浙", item="项次", title="事项", file="我的压缩包.zip"),
            "summary": "已核对 1 项：我的压缩包.zip。",
            "findings": (finding,),
            "next_question": question,
            **changes,
        }
    )


def test_sentences_change_and_data_stays(words: Callable[[str], str]) -> None:
    told = in_traditional(report(), words, [{"courses": ["国文"]}])
    (finding,) = told.findings
    assert (finding.id, finding.outcome, finding.severity) == ("package.名", "no", "must")
    assert finding.title == "影像檢查"
    assert finding.sentence == "開啟「国图.jpg」時發現問題：国文。"
    assert finding.measured == "国文"
    assert finding.mend == "重發 国图.jpg、國文集。", "a name inside a longer word is that word"
    assert finding.cites[0] == Citation(
        source="源", title="通知", clause="第一條", authority="official", address="网"
    )
    assert [each.entry for each in finding.regions] == ["国图.jpg", "照片/头发"]
    assert told.target == Target(province="浙", item="项次", title="事項", file="我的压缩包.zip")
    assert told.summary == "已核對 1 項：我的压缩包.zip。"
    assert told.rulebook == STAMP
    assert told.next_question == Question(fact="学", ask="學歷？", type="choice", options={"学": "學歷"})
    assert "審核" in told.notice


def test_what_looks_like_a_mark_of_ours_is_left_alone(words: Callable[[str], str]) -> None:
    told = in_traditional(report(summary="\ue000转出\ue001\uf8ff"), words)
    assert told.summary == "\ue000轉出\ue001\uf8ff"


def test_an_extension_is_part_of_a_name(words: Callable[[str], str]) -> None:
    target = Target(province="浙", item="项次", title="图片", file="照片.图片")
    told = in_traditional(report(target=target, summary="扩展名 图片，图片太大。"), words)
    assert told.summary == "副檔名 图片，圖片太大。"


def test_of_a_schema_the_texts_change(words: Callable[[str], str]) -> None:
    facts = {"properties": {"学": {"title": "学历？", "enum": ["junior"], "pattern": "^[0-9]$"}}}
    entry = ProcedureEntry(id="毕", title="毕业", summary="毕业。", href="/v1/毕", facts=facts)
    told = in_traditional(entry, words)
    assert told.facts == {"properties": {"学": {"title": "學歷？", "enum": ["junior"], "pattern": "^[0-9]$"}}}
    assert (told.id, told.title, told.href) == ("毕", "畢業", "/v1/毕")


def test_a_fitted_file_stays(words: Callable[[str], str]) -> None:
    file = FittedFile.of(b"made", "国图.jpg", b"original")
    assert in_traditional(file, words) == file


def ask(name: str, services: Services, headers: dict[str, str], body: bytes = b"") -> Response:
    """One request without a gateway."""
    route = next(route for route in ROUTES if route.name == name)
    parameters = {"province": "echo", "procedure" if name == "eligibility" else "spec": "it"}
    return respond(route, Request(parameters, {}, headers, body), services, Origins())


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("name", ["photo", "fit", "package", "eligibility", "rulebooks", "rulebook"])
def test_each_answer_is_told_as_preferred_and_says_so(services: Services, name: str) -> None:
    headers, body = (JSON, b"{}") if name == "eligibility" else (FILE, b"x")
    simplified = ask(name, services, {**headers, "accept-language": "zh-CN,zh-TW;q=0.5"}, body)
    traditional = ask(name, services, {**headers, **TRADITIONAL}, body)
    assert simplified.headers["Content-Language"] == "zh-CN"
    assert traditional.headers["Content-Language"] == "zh-TW"
    assert simplified.headers["Vary"] == traditional.headers["Vary"] == "Accept-Language, Origin"
    assert ("审核" in simplified.body, "审核" in traditional.body) == (
        name not in ("rulebooks", "rulebook"),
        False,
    )
    assert simplified.body != traditional.body


@pytest.mark.usefixtures("words")
def test_what_was_written_comes_back_as_it_was(services: Services) -> None:
    """The checks of this test repeat in the summary what they are given."""
    headers = {**FILE, **TRADITIONAL, "x-zikao-name": "%E5%9B%BD%E5%9B%BE.zip"}
    told = json.loads(ask("package", services, {**headers, "x-zikao-courses": "%E5%9B%BD%E6%96%87"}).body)
    assert "'国图.zip'" in told["summary"] and "['国文']" in told["summary"]
    body = '{"passed": "国强", "more": [" 英语（二）"]}'.encode()
    said = json.loads(ask("eligibility", services, {**JSON, **TRADITIONAL}, body).body)["summary"]
    assert "国强" in said


@pytest.mark.usefixtures("words")
def test_answers_are_kept_as_they_are_judged(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "zikao.checks.eligibility.check_eligibility", lambda *_, **__: report(summary="课程：英语(二)。")
    )
    body = '{"course": " 英语（二）"}'.encode()
    said = json.loads(ask("eligibility", services, {**JSON, **TRADITIONAL}, body).body)["summary"]
    assert said == "課程：英语(二)。"


@pytest.mark.usefixtures("words")
def test_a_body_is_read_once(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def counted(body: bytes) -> dict[str, Any]:
        read.append(body)
        return strict_json.read_object(body)

    monkeypatch.setattr(http, "read_object", counted)
    assert ask("eligibility", services, {**JSON, **TRADITIONAL}, b"{}").status == 200
    assert read == [b"{}"]


@pytest.mark.usefixtures("words")
def test_refusals_are_told_as_preferred(failing: Callable[[Exception], Services]) -> None:
    response = ask("fit", failing(CannotFitError("没有写明。")), {**FILE, **TRADITIONAL}, b"x")
    assert (response.status, response.headers["Content-Language"]) == (422, "zh-TW")
    found = json.loads(response.body)
    assert (found["title"], found["detail"]) == ("做不了這張照片", "沒有寫明。")
    assert found["type"] == "tag:zikao,2026:problem/cannot-fit"


def test_without_opencc_the_answer_is_simplified_and_says_so(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opencc", None)
    shared_converter.cache_clear()
    try:
        response = ask("eligibility", services, {**JSON, **TRADITIONAL}, b"{}")
    finally:
        shared_converter.cache_clear()
    assert (response.status, response.headers["Content-Language"]) == (200, "zh-CN")
    assert "审核" in json.loads(response.body)["notice"]


@pytest.mark.usefixtures("words")
def test_of_the_contract_nothing_is_converted() -> None:
    response = ask("openapi", services_for(), TRADITIONAL)
    assert response.headers["Content-Language"] == "zh-CN"
    assert "自考自查" in response.body
