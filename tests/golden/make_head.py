"""Writes head.json beside it: what scikit-learn makes of a few examples, to pin a taught head.

    python tests/golden/make_head.py

tests/web/teach-learn.test.js and tests/training/test_taught.py read the result; run this only when
the definition of a head itself changes.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import normalize

FEATURES, CLASSES, EXAMPLES, PICTURES = 12, 3, 8, 6
PENALTY = 0.01


def main() -> None:
    """Three clouds that overlap, and pictures from the same clouds."""
    random = np.random.default_rng(0)
    centres = random.normal(size=(CLASSES, FEATURES))
    labels = np.repeat(np.arange(CLASSES), EXAMPLES)
    embeddings = cloud(random, centres[labels])
    pictures = cloud(random, centres[np.arange(PICTURES) % CLASSES])

    head = LogisticRegression(C=1 / PENALTY, solver="newton-cg", tol=1e-12, max_iter=1000)
    head.fit(normalize(embeddings), labels)
    golden = {
        "embeddings": embeddings.tolist(),
        "labels": labels.tolist(),
        "weights": np.c_[head.coef_, head.intercept_].tolist(),
        "pictures": pictures.tolist(),
        "probabilities": head.predict_proba(normalize(pictures)).tolist(),
        "nearness": cosine_similarity(pictures, embeddings).max(axis=1).tolist(),
    }
    lines = ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in golden.items())
    Path(__file__).with_name("head.json").write_text(f"{{\n{lines}\n}}\n")


def cloud(random: np.random.Generator, centres: np.ndarray) -> np.ndarray:
    """Points around their centres, not negative, like embeddings after a ReLU."""
    points = np.maximum(0, centres + random.normal(scale=0.8, size=centres.shape))
    return points.astype("float32").round(4).astype("float64")


if __name__ == "__main__":
    main()
