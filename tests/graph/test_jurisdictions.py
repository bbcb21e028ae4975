"""The gazetteer of GB/T 2260 and how documents name its entries."""

from graph.jurisdictions import find_jurisdictions, gazetteer, named_in, unknown_jurisdiction


def test_the_gazetteer_holds_every_level() -> None:
    """One country, 34 provinces, the prefectures and the counties; codes do not occur twice."""
    places = gazetteer()

    assert len({place.code for place in places}) == len(places) > 3100
    assert [place.name for place in places if place.level == "country"] == ["中华人民共和国"]
    assert sum(place.level == "province" for place in places) == 34


def test_a_place_is_found_by_name_and_by_code() -> None:
    """太仓市 is 320585."""
    assert [place.code for place in find_jurisdictions("太仓市")] == ["320585"]
    assert [place.name for place in find_jurisdictions("320585")] == ["太仓市"]
    assert find_jurisdictions("不存在市") == []


def test_a_name_that_two_places_share_needs_its_parent() -> None:
    """朝阳区 lies in 北京 and in 长春."""
    assert [place.code for place in find_jurisdictions("朝阳区")] == ["110105", "220104"]
    assert [place.code for place in find_jurisdictions("北京市朝阳区")] == ["110105"]
    assert [place.code for place in find_jurisdictions("吉林省长春市朝阳区")] == ["220104"]


def test_a_stem_inside_a_longer_one_is_not_named() -> None:
    """海南 stands in 黄海南路 as little as 南昌 in 河南昌盛; a stem that is part of a longer found one is left out."""
    names = {place.name for place in named_in("阜新蒙古族自治县人民政府")}

    assert "阜新蒙古族自治县" in names
    assert "阜新市" not in names


def test_a_place_of_another_kind_with_the_same_stem_is_not_named() -> None:
    """云溪区 lies in 岳阳; a 云溪市 is none of the gazetteer's. A word that is no level may follow: 太仓港."""
    assert {place.name for place in named_in("云溪市人民政府办公室")} == set()
    assert {place.name for place in named_in("朝阳区各有关单位")} == {"朝阳区"}
    assert {place.name for place in named_in("太仓港经济技术开发区")} == {"太仓市"}


def test_an_unknown_place_is_the_document_s_own() -> None:
    """Its units are never joined with another's (design, rule 3)."""
    place = unknown_jurisdiction("0123456789abcdef" * 4)

    assert (place.code, place.level, place.level_word) == ("x-01234567", "unknown", "")
