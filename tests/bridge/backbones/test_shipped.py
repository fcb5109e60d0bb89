from bridge.backbones.store import cards, find_card


def test_every_shipped_network_is_the_one_its_card_describes(home: object) -> None:
    for name in cards():
        card = find_card(name)
        assert card.name == name
        assert card.read()
        assert card.licence == "Apache-2.0"


def test_the_two_formats_are_never_taken_for_each_other() -> None:
    assert find_card("efficientnet-lite0").sha256 != find_card("efficientnet-lite0-int8").sha256
