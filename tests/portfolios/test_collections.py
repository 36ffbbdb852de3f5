from django.urls import reverse


def test_smoke(world, as_):
    c = as_("ana")
    for name in ("collection_list", "collection_add", "letter_edit", "timeline"):
        assert c.get(reverse(f"portfolios:{name}")).status_code == 200, name
    import uuid

    from portfolios import actions

    col = actions.make_collection(
        world.ana_student,
        form_key=uuid.uuid4(),
        by=world.ana,
        kind="growth",
        title="T",
        audience="Mum",
        circle="family",
    )
    assert c.get(reverse("portfolios:collection_choose", args=[col.pk])).status_code == 200
    actions.add_pieces(col, [world.evidence, world.shared], by=world.ana)
    actions.add_heading(col, heading="Part", by=world.ana)
    for name in ("collection_detail", "collection_edit"):
        assert c.get(reverse(f"portfolios:{name}", args=[col.pk])).status_code == 200, name
    assert c.get(reverse("portfolios:collection_share", args=[col.pk, "family"])).status_code == 200
    for e in col.entries.all():
        assert c.get(reverse("portfolios:entry_edit", args=[e.pk])).status_code == 200
    actions.share_collection(col, "family", pieces=[], by=world.ana)
    m = as_("mum")
    r = m.get(reverse("portfolios:collection_detail", args=[col.pk]))
    assert "Bean plant" in r.text
    assert "Recycling robot" not in r.text
    assert m.get(reverse("portfolios:student_collections", args=[world.ana_student.pk])).status_code == 200
    assert m.get(reverse("portfolios:student_timeline", args=[world.ana_student.pk])).status_code == 200
