"""The page as one self-contained HTML file: no scripts, nothing from the network."""

from base64 import b64encode
from html import escape
from string import Template

from bridge import charts
from bridge.explain.answer import Answer
from bridge.pictures import encode_jpeg

PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Why $label?</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font: 18px/1.45 system-ui, sans-serif; color: #1c2733; background: #f4f6f8; margin: 0; }
main { max-width: 1180px; margin: 0 auto; padding: 28px; }
h1 { font-size: 34px; margin: 0 0 18px; }
h2 { font-size: 21px; margin: 0 0 6px; }
p { margin: 0 0 14px; color: #45525f; }
.row { display: flex; flex-wrap: wrap; gap: 20px; margin-bottom: 20px; }
section { background: white; border-radius: 14px; padding: 20px; flex: 1 1 330px; min-width: 0; }
img { border-radius: 10px; display: block; }
.seen { width: 100%; max-width: 480px; }
.near { display: flex; flex-wrap: wrap; gap: 14px; }
figure { margin: 0; width: 150px; }
figure img { width: 150px; height: 113px; object-fit: cover; }
figcaption { font-size: 16px; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; }
</style></head><body><main>
<h1>$headline</h1>
<div class="row"><section><h2>The picture</h2><p>$name</p>$picture</section>
<section><h2>The votes</h2><p>$votes_text</p>$votes</section></div>
<div class="row"><section><h2>The nearest examples</h2>
<p>Pictures you taught that look most like this one to the network. They vote.</p>
<div class="near">$nearest</div></section></div>
<div class="row"><section><h2>The map</h2>
<p>Every dot is one of your pictures; near dots look alike. The ring is this picture.</p>$map
</section></div>
<div class="row"><section><h2>What the network sees</h2><p>$activations_text</p>$activations
</section>$guesses</div>
</main></body></html>
""")


def page(answer: Answer) -> str:
    """Return the whole page."""
    prediction = answer.prediction
    label = prediction.label or "unknown"
    sure = f"{prediction.confidence:.0%}"
    headline = f"“{label}”, {sure} sure" if prediction.label else f"Not a pose I know ({sure} sure)"
    return PAGE.substitute(
        label=escape(label),
        headline=escape(headline),
        name=escape(answer.name),
        picture=_image(encode_jpeg(answer.image), "the picture", "seen"),
        votes_text=escape(_votes_text(answer)),
        votes=charts.bars(list(prediction.scores.items()), "Votes"),
        nearest="".join(_nearest(answer)),
        map=charts.dots([(dot.label, dot.x, dot.y) for dot in answer.dots], "Map of the examples"),
        activations_text=(
            "The network turns a picture into 1280 numbers. These differ most from your "
            "examples: the bar is this picture, the line is what your examples usually show."
        ),
        activations=charts.bars(
            [(f"#{a.channel}", a.here) for a in answer.activations],
            "Activations",
            [a.usual for a in answer.activations],
            shares=False,
        ),
        guesses=_guesses(answer),
    )


def _votes_text(answer: Answer) -> str:
    unknown = 1 - sum(answer.prediction.scores.values())
    parts = [f"{name} {share:.0%}" for name, share in answer.shares.items()]
    listened = f" Listened to: {', '.join(parts)}." if len(parts) > 1 else ""
    return f"Near examples count more than far ones. Like nothing taught: {unknown:.0%}.{listened}"


def _nearest(answer: Answer) -> list[str]:
    figures = []
    for near in answer.prediction.nearest:
        jpeg = answer.dataset[near.example].jpeg
        picture = _image(jpeg, near.label) if jpeg else "(no picture kept)"
        caption = f"<b>{escape(near.label)}</b><br>distance {near.distance:.2f}"
        figures.append(f"<figure>{picture}<figcaption>{caption}</figcaption></figure>")
    return figures


def _guesses(answer: Answer) -> str:
    if not answer.guesses:
        return ""
    chart = charts.bars(list(answer.guesses), "What the network was trained to name")
    return (
        "<section><h2>What it was trained to name</h2><p>The network learned 1000 kinds of things "
        "from ImageNet, none of them your poses. Its best five names for this picture:</p>"
        f"{chart}</section>"
    )


def _image(jpeg: bytes, words: str, style: str = "") -> str:
    data = b64encode(jpeg).decode()
    return f'<img class="{style}" alt="{escape(words)}" src="data:image/jpeg;base64,{data}">'
