"""Words that OpenCC would write otherwise than a reader of Traditional Chinese meets them in this field.

Most of its phrases come from computing: there 程序 is a program, here it is a procedure. A longer word wins
over a shorter one that it holds.
"""

from __future__ import annotations

CHARACTERS = {
    # One character in Simplified for two in Traditional, where OpenCC sees a phrase that is none.
    "只": "只",
    "一只": "一隻",
    "两只": "兩隻",
    "几只": "幾隻",
    "每只": "每隻",
    "里": "裡",
    "公里": "公里",
    "浙里办": "浙里辦",
    "扎": "紮",
    "挣扎": "掙扎",
    "明了": "明了",  # as in 标明了
    "占背景": "佔背景",
    "占画面": "佔畫面",
    "办理合并": "辦理合併",  # OpenCC sees 理合 in it
    "个旧": "個舊",  # as in 一个旧号; OpenCC thinks of a town, 箇舊
    "后台": "後台",
    "平台": "平台",
}
"""Simplified to Traditional, a character for a character: right wherever a text stands."""

PORTAL = (
    "个人空间",
    "保存并提交",
    "准考证信息",
    "在线办理",
    "已通过课程",
    "我的信息",
    "新增申请",
    "查看办件",
    "查看已通过课程",
    "社会考生登录",
    "照片文件不规范",
    "注册信息",
    "考生服务平台",
    "搜索“跨省转移”",
    "前置学历信息登记",
    "基本信息维护",
    "当次“社会自考毕业申请”",
    "当次“社会自考免考”",
    "当次“省际转考”",
    "模块一",
    "模块一 多证勾选",
    "模块二",
    "模块三",
    "考籍信息更正",
)
"""Names of menus, buttons and messages of mainland portals. A reader looks for them there, so they keep their
words wherever they stand, and only their characters change."""

WORDS = {
    # Words of the exam, kept as its offices write them.
    "个人信息": "個人資料",
    "信息": "資訊",
    "信息网": "信息網",
    "信息平台": "信息平台",
    "档案": "檔案",
    "审核": "審核",
    "准考证": "准考證",
    "准考": "准考",
    "发布": "發布",
    "代码": "代碼",
    "程序": "程序",
    "项目": "項目",
    "窗口": "窗口",
    "类型": "類型",
    "镜像": "鏡像",
    "局部": "局部",
    "支持": "支援",
    "联系方式": "聯絡方式",
    "接口": "介面",
    "运行": "執行",
    "脚本": "指令碼",
    "盘符": "磁碟機代號",
    "菜单": "選單",
    # 檔案 is a candidate's dossier, so a file to send or open is 電子檔; 文件 is an office's document.
    "文件": "電子檔",
    "份文件": "份文件",
    "文档": "檔",  # as in Word 文档
    "官方文件": "官方文件",
    "正式文件": "正式文件",
    "省的文件": "省的文件",
    "文件名": "檔名",
    "同名文件": "同名檔",
    "文件夹": "資料夾",
    "文件头": "檔頭",
    "文件尾": "檔尾",
    "空文件": "空檔",
    "图像文件": "影像檔",
    "图片文件": "圖片檔",
    "照片文件": "照片檔",
    "打包文件": "打包檔",
    "压缩文件": "壓縮檔",
    "数据文件": "資料檔",
    "日历文件": "日曆檔",
    "压缩包": "壓縮檔",
    "后缀": "副檔名",
    "后缀名": "副檔名",
    # Everyday words that OpenCC leaves as the mainland writes them, or mends too much.
    "二维码": "QR 碼",
    "账号": "帳號",
    "账户": "帳戶",
    "像素": "像素",
    "质量": "品質",
}
"""Simplified to Traditional."""
