"""Says what pyHanko makes of a sealed PDF, one finding to a line. Usage: inspect_seal.py file.pdf root.pem"""

import asyncio
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


async def main(path: str, root: str) -> None:
    with open(path, "rb") as file:
        seals = PdfFileReader(file).embedded_signatures
        context = ValidationContext(trust_roots=[load_cert_from_pemder(root)], allow_fetching=False)
        status = await async_validate_pdf_signature(seals[0], signer_validation_context=context)
        print("seals", len(seals))
        print("intact", status.intact)
        print("valid", status.valid)
        print("trusted", status.trusted)
        print("coverage", status.coverage.name)
        print("certification", status.docmdp_ok)
        print("bottom_line", status.bottom_line)


asyncio.run(main(*sys.argv[1:]))
