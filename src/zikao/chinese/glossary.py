"""Words that OpenCC would write otherwise than a reader of Traditional Chinese meets them in this field.

Most of its phrases come from computing: there 程序 is a program and 文件 a file, here they are a procedure
and a document. A longer word wins over a shorter one that it holds.
"""

from __future__ import annotations

WORDS = {
    # Words of the exam, kept as its offices write them.
    "个人信息": "個人資料",
    "信息": "資訊",
    "信息网": "信息網",
    "信息平台": "信息平台",
    "档案": "檔案",
    "审核": "審核",
    "准考证": "准考證",
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
    "浙里办": "浙里辦",
    "接口": "介面",
    "运行": "執行",
    "脚本": "指令碼",
    "盘符": "磁碟機代號",
    # A document of an office is 文件, a file that is uploaded 檔案.
    "文件": "文件",
    "文件名": "檔名",
    "文件夹": "資料夾",
    "文件大小": "檔案大小",
    "文件格式": "檔案格式",
    "文件类型": "檔案類型",
    "图像文件": "影像檔",
    "图片文件": "圖片檔",
    "照片文件": "照片檔",
    "压缩文件": "壓縮檔",
    "数据文件": "資料檔",
    "检查文件": "檢查檔案",
    "检查这个文件": "檢查這個檔案",
    "选择文件": "選擇檔案",
    "上传文件": "上傳檔案",
    "换一个文件": "換一個檔案",
    "材料文件": "材料檔案",
    "压缩包": "壓縮檔",
    "后缀": "副檔名",
    "后缀名": "副檔名",
    # Everyday words that OpenCC leaves as the mainland writes them, or mends too much.
    "二维码": "QR 碼",
    "账号": "帳號",
    "账户": "帳戶",
    "像素": "像素",
    "占背景": "佔背景",
    "个旧": "個舊",  # as in 一个旧号; OpenCC thinks of a town, 箇舊
    "质量": "品質",
    "后台": "後台",
    "平台": "平台",
}
"""Simplified to Traditional."""
