import random
from PIL import Image, ImageDraw


def draw(seed, subject, *, size=(1600, 1200)):
    r = random.Random(f"{seed}{subject}")
    im = Image.new("RGB", size, (r.randint(180, 250), r.randint(180, 250), r.randint(180, 250)))
    d = ImageDraw.Draw(im)
    for _ in range(9):
        x, y = r.randint(0, size[0]), r.randint(0, size[1])
        d.ellipse([x, y, x + 300, y + 300], fill=(r.randint(0, 255), r.randint(0, 255), r.randint(0, 255)))
    return im
