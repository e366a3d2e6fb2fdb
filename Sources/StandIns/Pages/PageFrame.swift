import HTTP

/// The frame of every stand-in's page: one column, one small style, no script.
struct PageFrame {
    let title: String
    /// What went wrong with the form that was just sent.
    let alarm: String?
    let content: HTML

    var html: HTML {
        let alarm: HTML = alarm.map { "<p class=\"alarm\" role=\"alert\">\($0)</p>" } ?? ""
        return """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>\(title)</title>
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,"></head><body>
            <header><div><h1>\(title)</h1><p>演示程序：扮演平台之外的部门。数据均为虚构，报文不离开本机。</p></div></header>
            <main>\(alarm)\(content)</main></body></html>
            """
    }

    static let style = """
        :root{--ink:#1c2733;--soft:#566575;--line:#dde3e9;--ground:#f5f7f9;--blue:#1f5fa8;--red:#a4262c}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",
        "Noto Sans CJK SC",sans-serif}
        header{background:#fff;border-bottom:3px solid var(--blue)}
        header div,main{max-width:72rem;margin:0 auto;padding:1rem 1.25rem}
        h1{font-size:1.5rem;margin:0}header p{margin:0;color:var(--soft);font-size:.875rem}
        section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem;margin:1rem 0}
        h2{font-size:1.125rem;margin:0 0 .5rem}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9375rem}
        th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        th{color:var(--soft);font-weight:600;white-space:nowrap}tr:last-child td{border-bottom:0}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        td.text,td.line{font-variant-numeric:tabular-nums}.line{white-space:nowrap}
        .tall{max-height:30rem;overflow-y:auto}td form{margin:0}td button{min-height:2.25rem;padding:.125rem .75rem}
        article{border-top:1px solid var(--line);padding:.75rem 0}article h3{font-size:1rem;margin:0}
        article p{margin:.125rem 0}article .money{font-variant-numeric:tabular-nums}
        .none{color:var(--soft);margin:.25rem 0}.hint{color:var(--soft);font-size:.875rem;margin:.25rem 0}
        form{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:end;margin:.25rem 0}
        label{display:flex;flex-direction:column;font-size:.875rem;color:var(--soft)}
        label.tick{flex-direction:row;gap:.5rem;align-items:center;color:var(--ink);width:100%;font-size:1rem}
        input,select{font:inherit;color:var(--ink);padding:.375rem .5rem;border:1px solid #8795a4;border-radius:5px;
        background:#fff;min-height:2.5rem;max-width:100%}input[type=checkbox]{width:1.25rem;min-height:1.25rem}
        input.amount{width:9rem;text-align:right}input.code{width:14rem}
        button{font:inherit;min-height:2.5rem;padding:.375rem .875rem;border-radius:5px;border:1px solid var(--blue);
        background:#fff;color:var(--blue);cursor:pointer}button.main{background:var(--blue);color:#fff}
        :focus-visible{outline:3px solid #f2b134;outline-offset:1px}
        .alarm{background:#fdf1f1;border:1px solid var(--red);border-left-width:6px;color:var(--red);padding:.75rem 1rem;
        border-radius:5px}
        .state{white-space:nowrap;padding:.0625rem .5rem;border-radius:1rem;border:1px solid currentColor;font-size:.875rem}
        .good{color:#1d6b3a}.bad{color:var(--red)}.open{color:#7a5200}
        pre{margin:.25rem 0;padding:.75rem;background:var(--ground);border-radius:5px;white-space:pre-wrap;
        overflow-wrap:anywhere;font-size:.8125rem;line-height:1.5}
        summary{cursor:pointer;color:var(--blue)}.large{font-size:1.25rem;letter-spacing:.02em}
        @media(max-width:40rem){main{padding:.5rem .75rem}section{padding:.75rem}}
        """
}
