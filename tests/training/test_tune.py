import itertools
import time
from concurrent.futures import ThreadPoolExecutor

import optuna
import pytest

from training.datasets.generated import generated_split
from training.datasets.splits import NOTHING
from training.errors import UserError
from training.recipe import Recipe, load_recipe
from training.run import Run
from training.space import SPACE, as_keys, own_values, search_space
from training.tune import Search, Watch, best_first, open_study, tune

PICTURES = generated_split(100, classes=2, size=16, seed=0)
RECIPE = Recipe(name="small", data="cifar10", model="cnn", widths=[4], convolutions=[1],
                precision="float32", epochs=2, batch_size=32, learning_rate=0.05)  # fmt: skip


@pytest.fixture
def search(tmp_path, float32):
    return Search(RECIPE, PICTURES, NOTHING, 2, tmp_path / "tune-small")


def test_a_search_ends_with_a_recipe_a_page_and_the_trials(search):
    study = tune(search, trials=2, minutes=None)
    assert len(study.trials) == 2
    assert study.trials[0].params == own_values(RECIPE)
    best = best_first(study)[0]
    recipe = load_recipe(str(search.best_path))
    assert recipe.name == "small-tuned"
    assert recipe.learning_rate == float(f"{best.params['learning_rate']:.3g}")
    assert recipe.flip == best.params["flip"]
    page = (search.folder / "search.html").read_text()
    assert page.count("<img") == 3
    assert best.user_attrs["run"] in page
    assert len(tune(search, trials=2, minutes=None).trials) == 2  # there is nothing left to do


def test_no_trial_shows_mixed_pictures_to_teachers():
    recipe = load_recipe("cifar10-best")
    assert "mixup" not in own_values(recipe)
    assert "mixup" not in search_space(recipe, 32)


@pytest.mark.parametrize("minutes", [None, 1e-9])
def test_a_search_that_was_stopped_goes_on_in_the_middle_of_a_trial(search, monkeypatch, minutes):
    watched = Watch.on_epoch_end

    def interrupted(watch, epoch, logs=None):
        watched(watch, epoch, logs)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if minutes is None:
            patch.setattr(Watch, "on_epoch_end", interrupted)
            with pytest.raises(KeyboardInterrupt):
                tune(search, trials=1, minutes=None)
        else:
            tune(search, 1, minutes)
    begun = Run(search.folder / "trial-000").history()
    assert len(begun) == 1
    study = tune(search, trials=1, minutes=None)
    (whole,) = best_first(study)
    assert whole.user_attrs["run"] == "trial-000"
    assert sorted(whole.intermediate_values) == [1, 2]
    assert Run(search.folder / "trial-000").history()[:1] == begun


@pytest.mark.filterwarnings("ignore:Heartbeat")
def test_a_trial_whose_process_died_is_taken_up_by_another(search, monkeypatch):
    monkeypatch.setattr("training.tune.PULSE", 1)
    study = open_study(search)
    dead = study.ask()
    dead.set_user_attr("run", "trial-000")
    study._storage.record_heartbeat(dead._trial_id)
    time.sleep(3)
    study = tune(search, trials=1, minutes=None)
    assert [trial.state.name for trial in study.trials] == ["FAIL", "COMPLETE"]
    assert study.trials[1].user_attrs["run"] == "trial-000"


@pytest.mark.filterwarnings("ignore:Heartbeat")
def test_no_trial_is_taken_twice(search):
    """Optuna reads that a trial waits before it writes that it runs."""
    workers = [open_study(search) for _ in range(4)]
    for number in range(40):
        workers[0].enqueue_trial({"epochs": number})
    with ThreadPoolExecutor() as pool:
        taken = list(pool.map(lambda study: [study.ask().number for _ in range(10)], workers))
    assert sorted(itertools.chain(*taken)) == list(range(40))


def test_two_processes_share_a_search(python, tmp_path):
    command = ("-m", "training", "tune", "--smoke", "--epochs", "1", "--trials", "2")
    with ThreadPoolExecutor() as pool:
        runs = [pool.submit(python, *command, cwd=tmp_path) for _ in range(2)]
    for run in runs:
        assert run.result().returncode == 0, run.result().stderr
        assert run.result().stderr == ""
        assert "train --recipe runs/tune-smoke/smoke-tuned.toml" in run.result().stdout
    study = optuna.load_study(
        study_name="kilas", storage=f"sqlite:///{tmp_path / 'runs' / 'tune-smoke' / 'study.db'}"
    )
    assert 2 <= len(study.trials) <= 4  # each may have begun one while the other ended the last
    assert all(trial.state.is_finished() for trial in study.trials)


def test_a_trial_that_lags_behind_is_given_up(search, monkeypatch):
    monkeypatch.setattr(optuna.pruners.MedianPruner, "prune", lambda *_: True)
    study = tune(search, trials=2, minutes=None)
    assert [trial.state.name for trial in study.trials] == ["PRUNED", "PRUNED"]
    assert not (search.folder / "trial-000").exists()
    assert not search.best_path.exists()


def test_the_folder_of_another_search_is_refused(search, tmp_path):
    open_study(search)
    other = Search(load_recipe("smoke"), PICTURES, NOTHING, 2, search.folder)
    with pytest.raises(UserError, match=r"holds a study of another .*epochs.*--study"):
        open_study(other)
    (tmp_path / "study.db").write_text("not a database at all, but a longer text" * 100)
    with pytest.raises(UserError, match=r"study\.db is not the file of a study"):
        open_study(Search(RECIPE, PICTURES, NOTHING, 2, tmp_path))


def test_a_search_without_validation_pictures_is_refused(search):
    recipe = Recipe(name="small", data="cifar10", validation=0.0)
    with pytest.raises(UserError, match="set validation above 0"):
        tune(Search(recipe, PICTURES, NOTHING, 2, search.folder), 1, None)


def test_the_recipe_itself_lies_in_its_search_space():
    recipe = load_recipe("clothes")
    space, own = search_space(recipe, side=128), own_values(recipe)
    assert space.keys() == own.keys()
    for key, values in space.items():
        assert values._contains(values.to_internal_repr(own[key])), key
    assert as_keys(own, recipe) == own
    assert {row.key for row in SPACE} - space.keys() == {"convolutions", "block_dropout"}


def test_more_convolutions_go_into_every_block():
    recipe = load_recipe("cifar10-base")
    assert as_keys({"convolutions": 1}, recipe) == {"convolutions": [4, 4, 4]}
    assert as_keys({"convolutions": -1}, recipe) == {"convolutions": [2, 2, 2]}
    assert as_keys({"convolutions": 0}, recipe) == {}
