"""Small files of every kind, made when the tests need them; what is hidden in them must not come out."""

import io
import math
import struct
import subprocess
import wave
import zipfile

import pikepdf
from PIL import ExifTags, Image

from portfolios.recordings import ffmpeg

SECRET = "at home 52.5200 13.4050"


def sound(seconds=1.0, *, rate=8000):
    """A tone in a WAV, silent in its first half."""
    frames = [int(9000 * math.sin(n / 4)) * (n > rate * seconds / 2) for n in range(int(rate * seconds))]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(struct.pack(f"<{len(frames)}h", *frames))
    return file.getvalue()


def film(path, *more, sound=True, seconds=2):
    """A film that begins black, held upright by a telephone that knows where it was."""
    inputs = [
        *("-f", "lavfi", "-i", f"color=black:s=96x64:r=5:d={seconds / 2}"),
        *("-f", "lavfi", "-i", f"testsrc=s=96x64:r=5:d={seconds / 2}"),
        *(("-f", "lavfi", "-i", f"sine=d={seconds}") if sound else ()),
    ]
    command = [ffmpeg(), "-v", "error", "-y", *inputs, "-filter_complex", "[0][1]concat[v]", "-map", "[v]"]
    command += [*(("-map", "2:a") if sound else ()), "-g", "1", "-metadata", f"location={SECRET}"]
    command += ["-metadata:s:v", f"handler_name={SECRET}", *more, str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes()


def photograph():
    image, exif = Image.new("RGB", (64, 48), "teal"), Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SECRET
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, comment=SECRET)
    return file.getvalue()


def pdf(**saving):
    """Two pages: a photograph with its place, a link, a script, a file inside, and who wrote it."""
    with pikepdf.new() as paper:
        for _number in range(2):
            paper.add_blank_page(page_size=(300, 400))
        page = paper.pages[0]
        picture = pikepdf.Stream(paper, photograph())
        picture.stream_dict.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": 64,
                "/Height": 48,
                "/ColorSpace": pikepdf.Name.DeviceRGB,
                "/BitsPerComponent": 8,
                "/Filter": pikepdf.Name.DCTDecode,
            }
        )
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.obj.Contents = paper.make_stream(b"q 200 0 0 150 50 200 cm /Im0 Do Q")
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        page.obj.AA = pikepdf.Dictionary(O=script)
        page.obj.Annots = pikepdf.Array([link("https://example.org/"), link("javascript:alert(1)")])
        paper.Root.OpenAction = script
        paper.attachments["secret.txt"] = SECRET.encode()
        paper.docinfo["/Author"] = SECRET
        with paper.open_metadata() as about:
            about["dc:title"] = SECRET
        file = io.BytesIO()
        paper.save(file, **saving)
    return file.getvalue()


def link(address):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 50, 20], A=action
    )


def archive(**parts):
    """An office document of these parts; __ in a name is a slash, _ a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            plain = zipfile.ZIP_STORED if name == "mimetype" else None  # as the format wants it
            packed.writestr(name.replace("__", "/").replace("_", "."), content, plain)
    return file.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body="<w:p><w:r><w:t>Beans &amp; light</w:t></w:r></w:p>", *, before=""):
    words = f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    core = f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>"
    return archive(word__document_xml=words, docProps__core_xml=core)
