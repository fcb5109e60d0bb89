import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.errors import DataError
from bridge.exchange import export_profile, import_profile
from bridge.exchange.arff import read_arff
from bridge.exchange.csvtable import read_csv
from bridge.exchange.knnjson import read_knn_json


def ml5_file(path, width=256, labels=("left", "right"), count=3):
    random = np.random.default_rng(0)
    dataset, tensors = {}, []
    for number, label in enumerate(labels):
        dataset[str(number)] = {
            "kept": True, "shape": [count, width], "dtype": "float32", "size": count * width,
            "strides": [width], "dataId": {}, "id": 40 + number, "label": label,
        }  # fmt: skip
        values = random.normal(0, 1, count * width)
        tensors.append({str(place): float(value) for place, value in enumerate(values)})
    path.write_text(json.dumps({"dataset": dataset, "tensors": tensors}))
    return path


def test_files_of_ml5_and_ml2scratch_are_read(tmp_path):
    file = read_knn_json(ml5_file(tmp_path / "myKNN.json"))
    assert file.network == ""
    assert [example.label for example in file.examples] == ["left"] * 3 + ["right"] * 3
    assert file.examples[0].blocks[""].shape == (256,)


@pytest.mark.parametrize(
    ("width", "maker"), [(256, "ml2scratch"), (1280, "MobileNet V2"), (77, "does not name")]
)
def test_features_of_an_unnamed_network_are_refused(tmp_path, backbone, width, maker):
    with pytest.raises(DataError, match=maker) as caught:
        import_profile(ml5_file(tmp_path / "myKNN.json", width), backbone)
    assert "pictures" in caught.value.hint


def test_even_a_trusted_file_needs_the_right_width(tmp_path, backbone):
    (width,) = backbone.blocks.values()
    right = ml5_file(tmp_path / "right.json", width)
    assert len(import_profile(right, backbone, same_network=True).dataset) == 6
    wrong = ml5_file(tmp_path / "wrong.json", width + 1)
    with pytest.raises(DataError, match=f"{width + 1} features"):
        import_profile(wrong, backbone, same_network=True)


def test_our_json_is_ml5s_and_comes_back(tmp_path, profile, backbone):
    (block,) = backbone.blocks
    path = tmp_path / "me.json"
    assert export_profile(profile, path, [block]) == 12
    content = json.loads(path.read_text())
    assert content["dataset"]["0"]["label"] == "left"
    assert content["dataset"]["0"]["shape"] == [4, backbone.blocks[block]]
    values = np.array(list(content["tensors"][0].values())).reshape(4, -1)
    assert np.linalg.norm(values, axis=1) == pytest.approx(np.ones(4), abs=1e-3)
    assert import_profile(path, backbone).dataset.counts() == profile.dataset.counts()


@pytest.mark.parametrize("ending", [".csv", ".arff", ".json"])
def test_features_of_another_network_are_refused(tmp_path, profile, backbone, ending):
    profile.sha256, profile.backbone = "0" * 64, "another-net"
    path = tmp_path / f"me{ending}"
    export_profile(profile, path, list(backbone.blocks))
    with pytest.raises(DataError, match="another-net"):
        import_profile(path, backbone, same_network=True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda c: c.pop("tensors"), "tensors"),
        (lambda c: c["tensors"].pop(), "one tensor for each class"),
        (lambda c: c["tensors"][0].pop("0"), "'0'|values"),
        (lambda c: c["tensors"][0].update({"0": "x"}), "could not convert"),
        (lambda c: c["tensors"][0].update({"0": float("nan")}), "no numbers"),
        (lambda c: c["dataset"]["0"].update(shape=[3, 10**9]), "not possible"),
        (lambda c: c["dataset"]["0"].update(shape=[3]), "unpack"),
        (lambda c: c["dataset"]["0"].update(shape=[3, float("inf")]), "infinity"),
        (lambda c: c["tensors"][0].update({"0": 10**400}), "too large"),
        (lambda c: c["dataset"]["0"].update(label="\ud800"), "surrogates"),
        (lambda c: c["dataset"]["0"].update(shape=[6, 128]), "different widths"),
    ],
)
def test_a_damaged_knn_file_says_what_is_wrong(tmp_path, change, reason):
    path = ml5_file(tmp_path / "myKNN.json")
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    with pytest.raises(DataError, match=reason):
        read_knn_json(path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "does not begin with"),
        ("label,session,network\nleft,,n\n", "no columns of features"),
        ("label,session,network,a.0,a.2\n", r'"a\.2"'),
        ("label,session,network,a.0,a.1\nleft,,n,1\n", ":2: there are 1 features where 2"),
        ("label,session,network,a.0\nleft,,n,x\n", ":2: could not convert"),
        ("label,session,network,a.0,a.1,b.0\nleft,,n,1,,2\n", ":2: could not convert"),
        ("label,session,network,a.0,b.0\nleft,,n,,\n", ":2: there are no features"),
        ("label,session,network,a.0\n ,,n,1\n", ":2: the pose has no name"),
        ("label,session,network,a.0\nleft,,n,inf\n", ":2: .* no number"),
        ("label,session,network,a.0\nleft,,n,1\nup,,m,1\n", "several networks"),
    ],
)
def test_a_damaged_table_names_the_line(tmp_path, text, reason):
    path = tmp_path / "me.csv"
    path.write_text(text)
    with pytest.raises(DataError, match=reason):
        read_csv(path)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_lines_of_a_table_are_no_rows(tmp_path, end):
    path = tmp_path / "me.csv"
    lines = ["label,session,network,a.0", "left,,n,1", "", "none,,n,2", "", ""]
    path.write_bytes(end.join(lines).encode())
    assert [example.label for example in read_csv(path).examples] == ["left", "none"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "@data"),
        ("hello\n@data\n", '"hello" is not understood'),
        ("@attribute a.0 numeric\n@data\n1\n", "session and class"),
        (
            "@attribute a.0 numeric\n@attribute session string\n@attribute class {x}\n@data\n1,2\n",
            "row 1: there are 0 features",
        ),
    ],
)
def test_a_damaged_arff_file_says_what_is_wrong(tmp_path, text, reason):
    path = tmp_path / "me.arff"
    path.write_text(text)
    with pytest.raises(DataError, match=reason):
        read_arff(path)


@settings(deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_clean_error(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    for reader, ending in ((read_csv, "csv"), (read_arff, "arff"), (read_knn_json, "json")):
        path = folder / f"me.{ending}"
        path.write_bytes(data)
        with suppress(DataError):
            reader(path)
