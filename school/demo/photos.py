"""Photos of the demo: a splice tray, drawn rather than taken, so that nobody is in it."""

from io import BytesIO

from PIL import Image, ImageDraw

from school.practicals.photo_rules import Picture

SIZE = (960, 720)
MAT, TRAY, EDGE, SLEEVE = "#23282d", "#e9e4d6", "#b9b19c", "#f7f5ef"
FIBRES = ("#1f5fbf", "#e07b1a", "#2f8f4e", "#7a4b2a", "#8d949c", "#d33a2c", "#e2c22f", "#7c4aa5")
QUALITY = 72


def tray_picture(number: int) -> Picture:
    """Draw a tray on a dark mat, its fibres coiled; each number shifts them a little."""
    image = Image.new("RGB", SIZE, MAT)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((90, 110, 870, 610), 150, fill=TRAY, outline=EDGE, width=8)
    for place, colour in enumerate(FIBRES):
        inset = 150 + 14 * place + 3 * (number % 5)
        pen.ellipse((inset, inset + 20, SIZE[0] - inset, SIZE[1] - inset), outline=colour, width=5)
    for place in range(12):
        left = 330 + 25 * place
        pen.rounded_rectangle((left, 300, left + 14, 430), 6, fill=SLEEVE, outline=EDGE, width=2)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return Picture(kept.getvalue(), *SIZE)
