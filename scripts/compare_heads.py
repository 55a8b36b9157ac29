"""Which head tells a visitor's own classes apart best, upon the embeddings of the shipped model?

    python scripts/compare_heads.py CLOTHES PHOTOS

CLOTHES: a folder of pictures by class, split or not; PHOTOS: a folder with a `labels.csv`. The
result stands in docs/experiments.md; the page uses what won, in web/src/rooms/teach/.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import normalize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from training.datasets.picture import read_picture, to_tensor  # noqa: E402  (after the path to it)
from training.predict import load_model  # noqa: E402

CHOSEN = "logistic regression"
HEADS = {
    CHOSEN: lambda: LogisticRegression(C=100, max_iter=1000),
    "5 nearest neighbours": lambda: KNeighborsClassifier(5),
    "1 nearest neighbour": lambda: KNeighborsClassifier(1),
}
CLOTHES = ["pants", "shoes", "t-shirt", "dress", "hat"]
PHOTOS = ["bird", "dog"]


def main(clothes: Path, photos: Path) -> None:
    """Print the share that each head gets right, its mean and its range over the draws."""
    draw = np.random.default_rng(0)
    files = {name: sorted(clothes.rglob(f"{name}/*.jpg")) for name in CLOTHES}
    chosen = {name: draw.permutation(own)[:112] for name, own in files.items()}
    compare("clothes", *embed(chosen), taught=40, draws=5)

    files = labelled(photos)
    rows, labels = embed({name: files[name] for name in PHOTOS})
    strange, _ = embed({"none": files["none"]})
    compare("photos", rows, labels, taught=10, draws=20)
    compare_doubts(rows, labels, strange, taught=10, draws=20)


def labelled(photos: Path) -> dict[str, list[Path]]:
    """The photos by what they show."""
    files = defaultdict(list)
    for row in csv.DictReader((photos / "labels.csv").open()):
        files[row["label"]].append(photos / row["file"])
    return files


def embed(files: dict[str, list[Path]]) -> tuple[np.ndarray, np.ndarray]:
    """What the shipped model finds in each picture, [n, features] of length 1, and labels."""
    model = load_model(ROOT / "web" / "model", None)
    rules = model.metadata["input"]
    pictures = (read_picture(Path(file)) for own in files.values() for file in own)
    rows = [
        model.run(to_tensor(pixels, rules["size"], rules["resize"])[None])["embedding"]
        for pixels in pictures
    ]
    labels = np.repeat(np.arange(len(files)), [len(own) for own in files.values()])
    return normalize(np.concatenate(rows)), labels


def split(labels: np.ndarray, taught: int, draws: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Places of so many pictures of each class, and of all the others, drawn so often."""
    random = np.random.default_rng(1)
    for _ in range(draws):
        order = random.permutation(len(labels))
        known = np.concatenate([order[labels[order] == k][:taught] for k in np.unique(labels)])
        yield known, np.setdiff1d(order, known)


def compare(title: str, rows: np.ndarray, labels: np.ndarray, taught: int, draws: int) -> None:
    """Teach each head some pictures of each class, and ask it about all the others."""
    right = defaultdict(list)
    for known, others in split(labels, taught, draws):
        for name, make in HEADS.items():
            head = make().fit(rows[known], labels[known])
            right[name].append(head.score(rows[others], labels[others]))
    print(f"{title}: {taught} taught of each class, {len(others)} asked, {draws} draws")
    for name, shares in right.items():
        print(f"  {name}: {np.mean(shares):.1%} ({min(shares):.1%} to {max(shares):.1%})")


def compare_doubts(rows, labels, strange, taught: int, draws: int) -> None:
    """How well two measures tell pictures of the classes from those of none of them."""
    areas = defaultdict(list)
    for known, others in split(labels, taught, draws):
        head = HEADS[CHOSEN]().fit(rows[known], labels[known])
        asked = np.concatenate([rows[others], strange])
        is_known = np.arange(len(asked)) < len(others)
        nearness = (asked @ rows[known].T).max(axis=1)
        areas["cosine to the nearest example"].append(roc_auc_score(is_known, nearness))
        highest = head.predict_proba(asked).max(axis=1)
        areas["highest probability"].append(roc_auc_score(is_known, highest))
    print(f"known from unknown: {len(others)} photos of the classes and {len(strange)} others")
    for name, values in areas.items():
        print(f"  {name}: AUROC {np.mean(values):.3f}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
