"""What was done to the files of an archive, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zikao.checks.pack.piece import Piece, told_size


def steps(pieces: Sequence[Piece]) -> Iterator[str]:
    """What was done to the files, in the order of doing."""
    yield "按身份证、户口本、准考证、课程合格证的顺序编号，用认出的种类起名；认不出的叫“材料”。"
    if unread := [piece for piece in pieces if not _was_read(piece)]:
        yield f"有 {len(unread)} 份没有读文字，所以认不出种类，请自己核对名字。"
    if opened := [piece for piece in pieces if piece.heic]:
        yield (
            f"有 {len(opened)} 张 HEIC 转成了 JPG：画面摆正，颜色照 sRGB，没有带上附带的信息；"
            "原来的文件没有动。"
        )
    if cleaned := [piece for piece in pieces if piece.taken_out and not piece.shrunk]:
        yield (
            f"去掉了 {len(cleaned)} 张图片里附带的信息（拍摄地点、时间、机型等），画面本身一个字节也没有改。"
        )
    if turned := [piece for piece in pieces if piece.turned]:
        yield f"有 {len(turned)} 张靠方向标记才是正的，标记留着；没有转动画面。"
    for piece in pieces:
        if piece.shrunk:
            yield (
                f"{piece.shown} 太大，从 {told_size(piece.before)} 缩小到 {told_size(len(piece.data))}，"
                "附带的信息也去掉了；重新识别过，字仍然看得清。"
            )
    if any(piece.kind == "pdf" for piece in pieces):
        yield "PDF 原样放入，里面的作者、时间等信息没有去掉。"
    yield "打成一层的 ZIP：文件名标明 UTF-8，没有密码，日期统一为 1980 年 1 月 1 日，不带电脑的信息。"
    yield ("压缩包的名字只写准考证号后四位：来源没有规定叫什么，上传前可以按系统的提示改名。")


def _was_read(piece: Piece) -> bool:
    """Whether its text was, on its first page."""
    return "page_characters" in next(iter(piece.pages), {})
