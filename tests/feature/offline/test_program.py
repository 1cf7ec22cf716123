"""What a phone installs: the manifest, its pictures and the worker."""

import re
from io import BytesIO

from flask import Flask
from PIL import Image

from tests.support.people import People


def test_every_picture_of_the_manifest_is_as_it_says(app: Flask) -> None:
    client = app.test_client()
    icons = client.get("/manifest.webmanifest").json["icons"]  # type: ignore[index]
    pictures = [one for one in icons if one["type"] == "image/png"]
    for one in icons:
        answer = client.get(one["src"])
        assert (answer.status_code, answer.mimetype) == (200, one["type"])
        if one in pictures:
            picture = Image.open(BytesIO(answer.data))
            assert one["sizes"] == f"{picture.width}x{picture.height}"
    assert {(one["sizes"], one["purpose"]) for one in pictures} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip


def test_an_apple_telephone_finds_its_picture(people: People) -> None:
    phone = people.client("apprentice")
    [address] = re.findall(r'rel="apple-touch-icon" href="([^"]+)"', phone.get("/").text)
    picture = Image.open(BytesIO(phone.get(address).data))
    assert picture.size == (180, 180)
    clear = picture.convert("RGBA").getchannel("A").getextrema()
    assert clear == (255, 255), "Apple paints black what is clear"


def test_the_worker_names_files_that_are_there(app: Flask) -> None:
    client = app.test_client()
    first = client.get("/worker.js").text.split("\n", 1)[0]
    for url in first.removeprefix("const SHELL = ").strip("[];").split(","):
        assert client.get(url.strip(' "')).status_code == 200, url
