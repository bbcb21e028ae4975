"""Headings printed again with one stray character in front."""

from loaders.layouts.headings import clean_headings


def test_a_doubled_first_character_is_stray_where_the_clean_heading_is_printed() -> None:
    """推推进… beside 推进… is the same heading."""
    assert clean_headings(["推进城乡融合", "推推进城乡融合"]) == {"推推进城乡融合": "推进城乡融合"}


def test_headings_that_run_parallel_show_what_clean_would_be() -> None:
    """One of them is never printed clean; that most others begin with 着力 tells."""
    printed = ["着力稳增长", "着力惠民生", "全着力保安全"]

    assert clean_headings(printed) == {"全着力保安全": "着力保安全"}


def test_a_heading_that_differs_by_a_word_is_left_alone() -> None:
    """改扩建 is a word; so is 镇区 beside 城区: without parallel headings nothing is cut."""
    assert clean_headings(["城区老旧小区改造", "镇区老旧小区改造", "新建学校", "改扩建医院"]) == {}
    assert clean_headings(["老城区改造提升", "城区改造提升"]) == {}


def test_the_prefix_must_be_that_of_most_headings() -> None:
    """Two of six headings with 扩建 do not make 改扩建医院 a slip."""
    assert (
        clean_headings(["扩建学校工程", "扩建道路工程", "改扩建医院工程", "新建水厂", "清洁河道", "种植行道树"]) == {}
    )
