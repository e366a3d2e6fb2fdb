"""Draws and signs the paper that `shebao bench paper` draws: WeasyPrint for the page, pyHanko for the signature.

    paper.py CONTENT.json NUMBER ISSUER      prints milliseconds for each paper, warm, on one core

The page has the same parts: heading, fields, table, QR code, round seal; the signature the same form: CAdES by a P-256 key
with a certificate of its own, certified so that nothing may change.
"""

import datetime
import io
import json
import math
import statistics
import sys
import time
from html import escape

import qrcode
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

WARM, TAKEN = 3, 9

STYLE = """
@page { size: A4; margin: 56pt 54pt }
body { font: 10.5pt "LXGW WenKai", "BabelStone Han"; color: #1c212b; line-height: 1.5 }
h1 { font-size: 20pt; text-align: center; margin: 0 }
h2 { font-size: 12pt; color: #1a4078; margin: 14pt 0 4pt }
p.subtitle, p.number { text-align: center; color: #666e7a; margin: 2pt 0 }
table { width: 100%; border-collapse: collapse }
td, th { padding: 3pt 6pt; border-bottom: 0.5pt solid #ccd4de; text-align: left }
th { background: #f2f5fa }
.trailing { text-align: right }
.closing { position: relative; height: 130pt; margin-top: 16pt }
.closing svg { position: absolute; top: 0 }
.code { left: 0 } .seal { right: 0 }
"""


def qr_svg(text):
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return f'<svg class="code" width="90pt" height="90pt" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{path}"/></svg>'


def seal_svg(owner):
    letters = "".join(
        f'<text transform="rotate({(index - (len(owner) - 1) / 2) * 18})" y="-43" text-anchor="middle">{letter}</text>'
        for index, letter in enumerate(owner)
    )
    points = " ".join(
        f"{radius * math.sin(step * math.pi / 5):.2f},{-radius * math.cos(step * math.pi / 5):.2f}"
        for step, radius in ((step, 18 if step % 2 == 0 else 7) for step in range(10))
    )
    return (
        '<svg class="seal" width="118pt" height="118pt" viewBox="-59 -59 118 118" fill="#d4171c" font-size="12">'
        '<circle r="57" fill="none" stroke="#d4171c" stroke-width="3"/>'
        f'<polygon points="{points}"/>{letters}<text y="34" font-size="10" text-anchor="middle">演示专用章</text></svg>'
    )


def part_html(part):
    if "fields" in part:
        fields = part["fields"]["_1"]
        pairs = [fields[index : index + 2] for index in range(0, len(fields), 2)]
        rows = "".join(
            "<tr>" + "".join(f"<th>{escape(f['name'])}</th><td>{escape(f['value'])}</td>" for f in pair) + "</tr>"
            for pair in pairs
        )
        return f"<h2>{escape(part['fields']['heading'])}</h2><table>{rows}</table>"
    if "table" in part:
        table = part["table"]["_1"]
        kinds = [column["alignment"] for column in table["columns"]]
        head = "".join(f'<th class="{c["alignment"]}">{escape(c["heading"])}</th>' for c in table["columns"])
        rows = "".join(
            "<tr>" + "".join(f'<td class="{kind}">{escape(cell)}</td>' for kind, cell in zip(kinds, row)) + "</tr>"
            for row in table["rows"] + [table["total"]]
        )
        return f"<h2>{escape(part['table']['heading'])}</h2><table><tr>{head}</tr>{rows}</table>"
    return f"<p>{escape(next(iter(part.values()))['_0'])}</p>"


def page_html(paper, number, issuer):
    return f"""<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(paper["title"])}</title>
<h1>{escape(paper["title"])}</h1><p class="subtitle">{escape(paper["subtitle"])}</p><p class="number">编号：{number}</p>
{"".join(part_html(part) for part in paper["parts"])}
<div class="closing">{qr_svg(f"http://127.0.0.1/V/{number}" + "A" * 190)}{seal_svg("演示市社会保险经办中心")}
<p class="trailing">{escape(issuer)}<br>{paper["issuedOn"]}</p></div></html>"""


def make_signer():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "演示"), x509.NameAttribute(NameOID.COMMON_NAME, "演示")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365)).sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509

    signing_certificate = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    return signers.SimpleSigner(
        signing_cert=signing_certificate, signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore())


def sign(pdf, signer):
    return signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name="Seal1", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
            subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"),
        signer=signer,
    ).getvalue()


def main():
    content, number, issuer = sys.argv[1:]
    with open(content, encoding="utf-8") as file:
        paper = json.load(file)
    signer, fonts = make_signer(), FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    taken = []
    for round_number in range(WARM + TAKEN):
        start = time.perf_counter()
        page = HTML(string=page_html(paper, number, issuer)).render(stylesheets=[style], font_config=fonts)
        sealed = sign(page.write_pdf(), signer)
        if round_number >= WARM:
            taken.append((time.perf_counter() - start) * 1000)
        assert len(page.pages) == 1 and sealed.startswith(b"%PDF")
    print(statistics.median(taken))


if __name__ == "__main__":
    main()
