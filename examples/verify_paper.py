#!/usr/bin/env python3
"""Checks the QR code of a paper without a network: does its signature hold, and what does it state?

    python3 verify_paper.py published-keys.json 'SB1:…'
    zbarimg --raw -q page.png | python3 verify_paper.py published-keys.json

Prints `authentic`, `altered`, `unknown-key` or `not-ours`, then what the code states; compare that with the paper.
Exit status: 0 authentic, 1 altered, 2 anything else.

The keys come from the agency's site, never from whoever brought the paper. Python's standard library knows no SM2, so
this needs one package: `pip install gmssl`. It shares no code with the platform.

The text is an address, if there is one, then `SB1:` and the base32 (RFC 4648, unpadded) of a statement and its SM2 signature, r and s of 32 bytes each.
The statement is UTF-8, a line each: number, kind, day of issue, key id, then `name=value`. The signature is over `SB1:`
and the statement, with SM3 and the identity 1234567812345678.
"""

import base64
import json
import sys

from gmssl import sm2

HEAD = "SB1:"
KINDS = {
    "entitlementRecord": "个人权益记录",
    "resultForm": "办理结果表单",
    "applicationForm": "业务申请表",
    "acceptanceReceipt": "受理回执",
}


def verify(text: str, published: dict) -> tuple[str, list[str]]:
    """The finding, and the lines of the statement if there is one."""
    _, head, digits = "".join(text.split()).partition(HEAD)
    if not head or len(digits) > 4096:
        return "not-ours", []
    try:
        digits = digits.upper()
        packed = base64.b32decode(digits + "=" * (-len(digits) % 8))
        statement, signature = packed[:-64], packed[-64:]
        lines = statement.decode("utf-8").split("\n")
        number, kind, issued_on, key_id = lines[:4]
    except ValueError:
        return "not-ours", []
    key = next((k for k in published["keys"] if k["id"] == key_id and k["use"] == "code"), None)
    if key is None:
        return "unknown-key", [key_id]
    # gmssl wants the point without its leading 04, and strips what looks like one from any that it is made with.
    verifier = sm2.CryptSM2(private_key="", public_key="")
    verifier.public_key = key["publicKey"][2:]
    holds = verifier.verify_with_sm3(signature.hex(), HEAD.encode() + statement)
    # A key may be younger than a paper, which is signed when it is first asked for, but never retired before its day.
    in_time = issued_on <= key.get("validThrough", "9999-12-31")
    shown = [f"编号：{number}", f"种类：{KINDS.get(kind, kind)}", f"出具日期：{issued_on}", f"密钥：{key_id}"]
    shown += ["：".join(line.split("=", 1)) for line in lines[4:]]
    return ("authentic" if holds and in_time else "altered"), shown


def main() -> int:
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        published = json.load(file)
    finding, lines = verify(sys.argv[2] if len(sys.argv) == 3 else sys.stdin.read(), published)
    print(finding)
    for line in lines:
        print(line)
    return {"authentic": 0, "altered": 1}.get(finding, 2)


if __name__ == "__main__":
    sys.exit(main())
