"""Reading PDFs back."""

from io import BytesIO

from pypdf import PdfReader


def lent_fonts(data: bytes) -> set[str]:
    """Name the fonts that a PDF uses and does not hold: a printer would have to lend them."""
    fonts = [
        font.get_object()
        for page in PdfReader(BytesIO(data)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    return {
        str(font["/BaseFont"])
        for font in fonts
        if "/FontFile2" not in font.get("/FontDescriptor", {})
    }
