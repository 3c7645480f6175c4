"""Training films outside the catalogue have the vector of their overview."""

import gzip
import json

import numpy as np

from elm_train.cli import main
from elm_train.encoder import SentenceEncoder
from elm_train.movie_draws import MovieVectors
from elm_train.plain_sheets import FOLDER

OVERVIEW = "A lonely robot falls in love among the stars and follows a ship home."


def write_lines(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_the_stage_embeds_the_overviews_of_films_that_the_catalogue_lacks(tmp_path):
    inside, outside, silent = (json.loads(line)["id"] for line in (FOLDER / "further.jsonl").read_text(encoding="utf-8").splitlines()[:3])
    data, vectors = tmp_path / "data", tmp_path / "work/vectors"
    data.mkdir()
    vectors.mkdir(parents=True)
    write_lines(data / "factsheets.jsonl.gz", [])
    write_lines(data / "movies.jsonl.gz", [{"movieId": inside, "overview": OVERVIEW}, {"movieId": outside, "overview": OVERVIEW}, {"movieId": silent}])
    np.save(vectors / "movie_ids.npy", np.array([inside], dtype=np.int32))
    np.save(vectors / "movies_semantic.npy", np.eye(1, 384, dtype=np.float32))
    np.savez(vectors / "documents.npz", vectors=np.eye(1, 384, dtype=np.float32), side=np.zeros(1, int), movie_row=np.zeros(1, int))
    main(["embed-further", "--data", str(data), "--work", str(tmp_path / "work")])
    movies = MovieVectors(vectors)
    assert outside in movies and silent not in movies and list(movies.outside) == [outside]
    np.testing.assert_allclose(movies.vector(outside), SentenceEncoder().encode([OVERVIEW])[0], atol=1e-5)
    drawn = movies.draw(outside, np.random.default_rng(0))
    assert 0.9 < float(drawn @ movies.vector(outside)) < 1
