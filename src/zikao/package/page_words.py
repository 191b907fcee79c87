"""Words, in zh-CN, that pages are told with, and by which they are known, in Python and in the browser."""

from __future__ import annotations

from typing import Final

from zikao.package.declarable import MOST_COURSES
from zikao.runtimes import not_ready

NOT_PIXELS: Final = "这一页没有自己的像素"
CANNOT_TELL: Final = "只有 JPEG 能看出局部损坏"
NO_TEXT: Final = "这一页没有读到文字"
NOT_CLEAR: Final = "字太少或看不清，分不出是什么证件"
IN_PART: Final = "准考证号反光、被挡住或没有拍全，只看到一部分"
IN_TWO_WAYS: Final = "准考证号两次读得不一样，没有读准；把号码那一行重新拍清楚"
NOT_ONE: Final = "不是只有一位数字不同"
NO_OTHER: Final = "这一页上没有读到别的准考证号"
OUT_OF_TIME: Final = "看页面太费时，超出本工具的检查范围"
DAMAGED: Final = "图片已损坏，解不出画面"
TOO_MANY_PIXELS: Final = "图片的像素太多，超出本工具的检查范围"
TOO_MANY_PARTS: Final = "图片分成的段异常多，没有解码"
TOO_SLOW: Final = "图片解码太费时，超出本工具的检查范围"
TOO_DARK: Final = "画面太暗，字看不清；开灯或到窗边，光线充足时重拍"
TOO_GRAINY: Final = "画面噪点太多，字看不清；光线充足时重拍，不要在暗处拍了再调亮"
NOT_ASKED: Final = "本次没有看页面"
NO_LIBRARIES: Final = not_ready("检查图像")
OTHER_KIND: Final = "只看得了 JPG、PNG 和 PDF 的画面；请把这个文件另存为 JPG"
HEIC: Final = (
    "HEIC 照片很多电脑打不开，这里也没有看；请在手机相册里另存或导出为 JPG 再放进来，"
    "iPhone 也可以在“设置—相机—格式”里选“兼容性最佳”后重拍"
)
TOO_MANY_PAGES: Final = "页数超出本工具的检查范围"
FILE_TOO_LARGE: Final = "文件太大，没有看里面的画面"
UNDECLARED: Final = "没有填准考证号，无从核对"
ODD_NUMBER: Final = "填的准考证号不是 {}，无从核对"
ODD_COURSES: Final = f"填的课程超过 {MOST_COURSES} 门，或者有的名称用不了，没有核对"
SOME_UNREAD: Final = "有的页没有读到"
SOME_CLOSED: Final = "有的文件打不开"
UNCOUNTED: Final = "有的页没有读到或读不清，数不全"
ATTACHED: Final = "PDF 里夹带的文件没有看"
SOME_OTHER: Final = "有的页认不出是什么证件"
NO_COURSES: Final = "没有填课程"
HALF_READ: Final = "有的证书读得不够清楚，课程名没有读准"
NO_PAGE: Final = "没有可看的页"
ON_SERVER: Final = "PDF 的画面要由服务器看，没有在你的设备上检查"
"""Of a device, which draws no PDF."""
NOT_DECODED: Final = "这张图的写法少见或有损坏，没能在你的设备上看清，要由服务器看"
"""Of a device, whose decoder and the server's part where data make no sense."""

THEN: Final = "；"
AND: Final = "、"
LEFT_MARK: Final = "【"
RIGHT_MARK: Final = "】"
QUOTED: Final = "“{}”"
PAGE_OF: Final = "{}第 {} 页"
"""Of a PDF: its name, and the number of the page."""
THIS_PICTURE: Final = "这张图"
IS_NOT: Final = "{}是{}，不是{}"
MORE_OTHERS: Final = "还有 {} 页认不出是什么证件"
