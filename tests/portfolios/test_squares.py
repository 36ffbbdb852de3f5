from portfolios import squares


def test_squares_are_about_square():
    assert squares.rows_of(1600, 1200, 8) == 6
    assert squares.rows_of(1200, 1600, 8) == 11
    assert (squares.rows_of(4000, 10, 8), squares.rows_of(10, 4000, 8)) == (1, 32)


def test_squares_that_touch_are_one_group():
    assert list(squares.groups([(0, 0), (5, 5), (1, 1), (6, 5)])) == [[(0, 0), (1, 1)], [(5, 5), (6, 5)]]


def test_the_whole_picture_is_a_box_of_all():
    assert squares.crop_to([(0, 0), (7, 5)], 8, 6) == {"crop": [0, 0, 1000, 1000]}
    assert squares.blur_of([(7, 5)], 8, 6) == {"blur": [[[875, 833, 1000, 1000]]]}
